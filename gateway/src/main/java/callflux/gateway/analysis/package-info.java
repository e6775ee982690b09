/// Reads calls when they are over: what came of each, and tells it to a webhook.
@NullMarked
package callflux.gateway.analysis;

import org.jspecify.annotations.NullMarked;
