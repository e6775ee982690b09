/// Simulated callers: Twilio's side of a phone call, and the person who speaks on it.
@NullMarked
package callflux.bench.load;

import org.jspecify.annotations.NullMarked;
