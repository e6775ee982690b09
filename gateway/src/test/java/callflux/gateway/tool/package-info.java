@NullMarked
package callflux.gateway.tool;

import org.jspecify.annotations.NullMarked;
