/// What the bench asks of a bridge, run by run, and what it finds: comparison, capacity, memory,
/// soak.
@NullMarked
package callflux.bench.study;

import org.jspecify.annotations.NullMarked;
