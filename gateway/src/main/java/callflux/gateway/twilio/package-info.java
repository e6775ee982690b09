/// Twilio's side: its webhooks, and its media socket as a leg.
@NullMarked
package callflux.gateway.twilio;

import org.jspecify.annotations.NullMarked;
