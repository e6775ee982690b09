/// A Realtime server of our own, on a real socket: for local mode, tests and load.
@NullMarked
package callflux.gateway.simulator;

import org.jspecify.annotations.NullMarked;
