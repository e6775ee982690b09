/// A small diary for local mode: something real for a receptionist to book in.
@NullMarked
package callflux.gateway.appointments;

import org.jspecify.annotations.NullMarked;
