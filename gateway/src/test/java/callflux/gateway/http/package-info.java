/// HTTP and WebSockets on raw sockets, as a stranger would speak them.
@NullMarked
package callflux.gateway.http;

import org.jspecify.annotations.NullMarked;
