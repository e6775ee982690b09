/// Conversations as tests: what a caller does, written in YAML, and what is to come of it.
@NullMarked
package callflux.bench.scenario;

import org.jspecify.annotations.NullMarked;
