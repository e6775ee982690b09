/// What every module's tests are watched by.
@NullMarked
package callflux.codec;

import org.jspecify.annotations.NullMarked;
