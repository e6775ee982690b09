/// What comes of a load.
@NullMarked
package callflux.bench.run;

import org.jspecify.annotations.NullMarked;
