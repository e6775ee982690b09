/// How well the simulator's ear hears.
@NullMarked
package callflux.bench.ear;

import org.jspecify.annotations.NullMarked;
