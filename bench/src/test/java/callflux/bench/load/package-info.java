/// Simulated callers, alone and against a scripted gateway.
@NullMarked
package callflux.bench.load;

import org.jspecify.annotations.NullMarked;
