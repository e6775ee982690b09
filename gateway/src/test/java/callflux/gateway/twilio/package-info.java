/// Twilio's side, from the wire: what a stranger sends, and what Twilio sends.
@NullMarked
package callflux.gateway.twilio;

import org.jspecify.annotations.NullMarked;
