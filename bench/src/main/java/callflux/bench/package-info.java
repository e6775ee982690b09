/// Simulated callers, and what they measure.
@NullMarked
package callflux.bench;

import org.jspecify.annotations.NullMarked;
