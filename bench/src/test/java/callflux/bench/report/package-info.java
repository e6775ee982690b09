/// What people get to read.
@NullMarked
package callflux.bench.report;

import org.jspecify.annotations.NullMarked;
