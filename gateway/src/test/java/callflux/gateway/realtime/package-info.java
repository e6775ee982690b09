/// The model's leg against servers that do byte for byte what a test tells them.
@NullMarked
package callflux.gateway.realtime;

import org.jspecify.annotations.NullMarked;
