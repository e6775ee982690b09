/// What an agent, a number and their directory promise.
@NullMarked
package callflux.gateway.agent;

import org.jspecify.annotations.NullMarked;
