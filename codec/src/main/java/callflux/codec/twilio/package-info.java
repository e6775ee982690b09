/// Twilio's wire formats: Media Streams messages, TwiML, and the signature on its requests.
@NullMarked
package callflux.codec.twilio;

import org.jspecify.annotations.NullMarked;
