/// A phone in the browser: its page, its two sockets, and who may use it.
@NullMarked
package callflux.gateway.softphone;

import org.jspecify.annotations.NullMarked;
