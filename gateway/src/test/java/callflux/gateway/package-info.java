/// The gateway whole, and what its tests are watched by.
@NullMarked
package callflux.gateway;

import org.jspecify.annotations.NullMarked;
