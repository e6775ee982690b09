/// JSON where a library is too slow: fields found and strings escaped in a buffer.
@NullMarked
package callflux.codec.json;

import org.jspecify.annotations.NullMarked;
