/// What a database keeps, and what it does when it can't: on a real PostgreSQL, and on H2's file.
@NullMarked
package callflux.gateway.database;

import org.jspecify.annotations.NullMarked;
