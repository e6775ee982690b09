@NullMarked
package callflux.bench.scenario;

import org.jspecify.annotations.NullMarked;
