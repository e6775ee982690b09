/// One run of a load: the processes it takes, each on its own core, and what came of it.
@NullMarked
package callflux.bench.run;

import org.jspecify.annotations.NullMarked;
