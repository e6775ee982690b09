/// What is believed of those at the door.
@NullMarked
package callflux.bench.strangers;

import org.jspecify.annotations.NullMarked;
