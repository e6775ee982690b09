@NullMarked
package callflux.gateway.analysis;

import org.jspecify.annotations.NullMarked;
