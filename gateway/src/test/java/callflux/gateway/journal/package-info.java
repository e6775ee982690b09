/// The journal on disks that fail, fill up, forget and lie.
@NullMarked
package callflux.gateway.journal;

import org.jspecify.annotations.NullMarked;
