/// What is written of calls, and where it comes.
@NullMarked
package callflux.gateway.transcript;

import org.jspecify.annotations.NullMarked;
