/// Those who come to a gateway's door without being Twilio.
@NullMarked
package callflux.bench.strangers;

import org.jspecify.annotations.NullMarked;
