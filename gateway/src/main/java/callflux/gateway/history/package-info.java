/// What an operator reads of calls that are over: transcripts, lists, exports, and the statistics
/// page.
@NullMarked
package callflux.gateway.history;

import org.jspecify.annotations.NullMarked;
