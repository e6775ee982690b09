/// Callflux itself: what starts, and what introduces the parts to each other.
@NullMarked
package callflux.gateway;

import org.jspecify.annotations.NullMarked;
