/// What calls were like: their times, the energy of their voices, and whether they were as planned.
@NullMarked
package callflux.bench.measure;

import org.jspecify.annotations.NullMarked;
