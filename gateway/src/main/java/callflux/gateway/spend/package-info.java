/// What calls cost: reckons it from what the model reports, and stops at caps.
@NullMarked
package callflux.gateway.spend;

import org.jspecify.annotations.NullMarked;
