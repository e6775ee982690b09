/// A caller's media socket: Media Streams, whoever speaks them, as a leg.
@NullMarked
package callflux.gateway.stream;

import org.jspecify.annotations.NullMarked;
