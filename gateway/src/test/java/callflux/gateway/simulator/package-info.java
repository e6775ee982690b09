/// The simulator's tests, over real sockets.
@NullMarked
package callflux.gateway.simulator;

import org.jspecify.annotations.NullMarked;
