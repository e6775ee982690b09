/// How well the simulator's ear hears voices that are not its own.
@NullMarked
package callflux.bench.ear;

import org.jspecify.annotations.NullMarked;
