/// HTTP and WebSocket as strict as their RFCs, for every socket that the gateway serves.
@NullMarked
package callflux.gateway.http;

import org.jspecify.annotations.NullMarked;
