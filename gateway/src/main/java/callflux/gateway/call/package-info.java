/// One call: its two legs, what passes between them, and how it ends.
@NullMarked
package callflux.gateway.call;

import org.jspecify.annotations.NullMarked;
