/// What reading the configuration promises, once and again.
@NullMarked
package callflux.gateway.config;

import org.jspecify.annotations.NullMarked;
