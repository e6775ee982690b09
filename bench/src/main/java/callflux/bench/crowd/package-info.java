/// Thousands of callers, and a model for them: light enough that one core drives what another core
/// relays. Stamps travel in the audio, so that each message says when it set out.
@NullMarked
package callflux.bench.crowd;

import org.jspecify.annotations.NullMarked;
