package callflux.gateway.analysis;

import callflux.gateway.archive.CallFile;
import reactor.core.publisher.Mono;

/// Reads a call that is over.
sealed interface Analyst permits LexiconAnalyst, ResponsesAnalyst {

  /// Reads one. What it fails with, [KeyRefused] alone, says nothing of the call.
  Mono<Reading> read(CallFile call);

  /// Whether it would not read any now.
  default boolean rests() {
    return false;
  }

  /// The model's server does not let us in: somebody has to mend it, and until then no call can be
  /// read.
  final class KeyRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeyRefused() {
      super("the key for reading calls is refused", null, false, false);
    }
  }
}
