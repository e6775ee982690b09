/// What an operator sees: health, metrics, log lines.
@NullMarked
package callflux.gateway.ops;

import org.jspecify.annotations.NullMarked;
