/// What is kept of calls, and an archive to try things on.
@NullMarked
package callflux.gateway.archive;

import org.jspecify.annotations.NullMarked;
