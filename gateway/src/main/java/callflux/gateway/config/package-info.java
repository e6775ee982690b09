/// Configuration, read whole and validated whole.
@NullMarked
package callflux.gateway.config;

import org.jspecify.annotations.NullMarked;
