/// The bench as its users meet it.
@NullMarked
package callflux.bench;

import org.jspecify.annotations.NullMarked;
