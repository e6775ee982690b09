/// An operator who reads of calls that are over, on a real socket.
@NullMarked
package callflux.gateway.history;

import org.jspecify.annotations.NullMarked;
