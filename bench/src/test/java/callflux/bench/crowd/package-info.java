/// What a crowd of callers puts on the wire.
@NullMarked
package callflux.bench.crowd;

import org.jspecify.annotations.NullMarked;
