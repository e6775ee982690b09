/// Tests of what calls cost.
@NullMarked
package callflux.gateway.spend;

import org.jspecify.annotations.NullMarked;
