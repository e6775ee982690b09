/// What is kept of calls when they are over: its values, how they are written down, and the port to
/// wherever that is.
@NullMarked
package callflux.gateway.archive;

import org.jspecify.annotations.NullMarked;
