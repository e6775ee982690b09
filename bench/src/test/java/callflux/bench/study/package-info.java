/// What is asked of bridges, and found.
@NullMarked
package callflux.bench.study;

import org.jspecify.annotations.NullMarked;
