/// What an operator sees, looked at from outside.
@NullMarked
package callflux.gateway.ops;

import org.jspecify.annotations.NullMarked;
