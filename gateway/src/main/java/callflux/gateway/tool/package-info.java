/// Tools by HTTP: what models ask for, done by endpoints that the configuration names.
@NullMarked
package callflux.gateway.tool;

import org.jspecify.annotations.NullMarked;
