/// Calls between scripted legs.
@NullMarked
package callflux.gateway.call;

import org.jspecify.annotations.NullMarked;
