/// How people are told apart without being known. Knows nothing else.
@NullMarked
package callflux.gateway.privacy;

import org.jspecify.annotations.NullMarked;
