package callflux.gateway.simulator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// How the server tells when the caller speaks, as the session has it in force.
///
/// @param level root mean square above which a window counts as speech, of 32,768
/// @param idleMillis of silence after which the model speaks unasked; 0 is never
record TurnDetection(
    double level,
    int prefixMillis,
    int silenceMillis,
    int idleMillis,
    boolean createResponse,
    boolean interruptResponse) {

  private static final double USUAL_THRESHOLD = 0.5;
  private static final int USUAL_PREFIX_MILLIS = 300;
  private static final int USUAL_SILENCE_MILLIS = 200;

  /// Reads a `turn_detection` that has been checked; absent when turns are the client's business.
  static @Nullable TurnDetection of(JsonNode rules) {
    if (!rules.isObject()) {
      return null;
    }
    boolean semantic = "semantic_vad".equals(rules.path("type").stringValue(""));
    return new TurnDetection(
        level(rules.path("threshold").doubleValue(USUAL_THRESHOLD)),
        rules.path("prefix_padding_ms").intValue(USUAL_PREFIX_MILLIS),
        semantic
            ? patience(rules.path("eagerness").stringValue("auto"))
            : rules.path("silence_duration_ms").intValue(USUAL_SILENCE_MILLIS),
        rules.path("idle_timeout_ms").intValue(0),
        rules.path("create_response").booleanValue(true),
        rules.path("interrupt_response").booleanValue(true));
  }

  /// From -60 dB of full scale at 0 to -20 dB at 1: the middle is above a telephone's noise and
  /// below a quiet voice.
  private static double level(double threshold) {
    return 32_768 * Math.pow(10, (40 * threshold - 60) / 20);
  }

  /// The real one waits up to 8, 4 or 2 s for a sentence that sounds unfinished; to an ear for
  /// loudness all sentences sound finished.
  private static int patience(String eagerness) {
    return switch (eagerness) {
      case "low" -> 1_200;
      case "high" -> 400;
      default -> 700;
    };
  }
}
