/// A brain that listens and speaks, without a key and without a network: Sphinx4 hears by a
/// grammar, FreeTTS speaks, and a receptionist that is data decides what to say.
@NullMarked
package callflux.gateway.simulator.local;

import org.jspecify.annotations.NullMarked;
