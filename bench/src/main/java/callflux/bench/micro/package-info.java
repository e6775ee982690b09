/// What one frame costs: the codecs, the audio and the composition of a call, without sockets.
@NullMarked
package callflux.bench.micro;

import org.jspecify.annotations.NullMarked;
