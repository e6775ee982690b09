package callflux.gateway.agent;

import callflux.codec.realtime.Session;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Which voices a model has. One that it has not would be refused when the call is there, with the
/// rest of its session.
final class Voices {
  private static final String KNOWN_MODELS = "gpt-realtime";

  private static final Set<String> KNOWN =
      Set.of(
          "alloy", "ash", "ballad", "cedar", "coral", "echo", "marin", "sage", "shimmer", "verse");

  private static final Set<String> NOISE = Set.of("fable", "nova", "onyx");

  private Voices() {}

  /// What is wrong with a voice for a model, if anything is.
  static Optional<String> fault(String voice, String model) {
    if (NOISE.contains(voice)) {
      return Optional.of("is noise on a telephone");
    }
    return !model.startsWith(KNOWN_MODELS)
            || voice.startsWith(Session.OWN_VOICE)
            || KNOWN.contains(voice)
        ? Optional.empty()
        : Optional.of("is no voice of " + model);
  }

  /// Those to choose from.
  static String known() {
    return String.join(", ", new TreeSet<>(KNOWN))
        + ", or your own, which begins with "
        + Session.OWN_VOICE;
  }
}
