@NullMarked
package callflux.gateway.appointments;

import org.jspecify.annotations.NullMarked;
