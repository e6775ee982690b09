/// Calls kept in a database: PostgreSQL, or a file of H2 where there is none.
@NullMarked
package callflux.gateway.database;

import org.jspecify.annotations.NullMarked;
