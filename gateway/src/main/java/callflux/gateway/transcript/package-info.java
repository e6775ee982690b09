/// Writes what happens in calls into the journal, and ships the journal to the archive.
@NullMarked
package callflux.gateway.transcript;

import org.jspecify.annotations.NullMarked;
