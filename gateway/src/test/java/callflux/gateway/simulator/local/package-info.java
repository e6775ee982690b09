/// The brain that listens and speaks.
@NullMarked
package callflux.gateway.simulator.local;

import org.jspecify.annotations.NullMarked;
