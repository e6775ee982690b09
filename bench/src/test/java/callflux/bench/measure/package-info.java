/// What is reckoned from a call's record.
@NullMarked
package callflux.bench.measure;

import org.jspecify.annotations.NullMarked;
