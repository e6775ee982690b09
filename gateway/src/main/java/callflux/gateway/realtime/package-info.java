/// The model's side: a Realtime session as a leg.
@NullMarked
package callflux.gateway.realtime;

import org.jspecify.annotations.NullMarked;
