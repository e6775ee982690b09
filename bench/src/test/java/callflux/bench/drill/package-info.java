/// What is said is kept, whatever is killed: the gateway as a process, a real Postgres, and calls.
@NullMarked
package callflux.bench.drill;

import org.jspecify.annotations.NullMarked;
