/// Wire formats and audio as values: nothing here waits, and nothing here knows a socket.
@NullMarked
package callflux.codec;

import org.jspecify.annotations.NullMarked;
