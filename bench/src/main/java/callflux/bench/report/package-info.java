/// Measurements as tables, files and pictures.
@NullMarked
package callflux.bench.report;

import org.jspecify.annotations.NullMarked;
