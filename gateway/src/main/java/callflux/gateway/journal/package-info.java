/// A journal in front of a database: what is appended is on disk within moments, is read from there
/// in its order, and is kept until whoever reads it says that it need not be. Bytes and files; of
/// what is in them it knows nothing.
@NullMarked
package callflux.gateway.journal;

import org.jspecify.annotations.NullMarked;
