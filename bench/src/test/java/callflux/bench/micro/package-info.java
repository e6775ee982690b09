/// That the benchmarks measure what they say.
@NullMarked
package callflux.bench.micro;

import org.jspecify.annotations.NullMarked;
