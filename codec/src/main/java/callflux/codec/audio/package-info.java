/// Audio as values: formats, stretches of speech, G.711 and resampling.
@NullMarked
package callflux.codec.audio;

import org.jspecify.annotations.NullMarked;
