/// OpenAI Realtime's wire format: server events in, client events out.
@NullMarked
package callflux.codec.realtime;

import org.jspecify.annotations.NullMarked;
