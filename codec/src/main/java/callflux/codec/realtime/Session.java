package callflux.codec.realtime;

import callflux.codec.audio.AudioFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a Realtime session is set up: what `session.update` says.
///
/// @param format of the audio both ways: a constant of the leg
/// @param voice a name or the id of one's own; absent leaves the server's own; can't change once
///   audio has been spoken
/// @param speed 0.25 to 1.5, 1.0 is the voice's own
/// @param maxOutputTokens 1 to 4,096; absent is no limit
/// @param tools functions the model may call
public record Session(
    @Nullable String model,
    String instructions,
    AudioFormat format,
    @Nullable String voice,
    double speed,
    TurnDetection turnDetection,
    @Nullable NoiseReduction noiseReduction,
    @Nullable Transcription transcription,
    @Nullable Integer maxOutputTokens,
    List<Tool> tools) {

  /// How the id of a voice begins that is somebody's own.
  public static final String OWN_VOICE = "voice_";

  public Session {
    tools = List.copyOf(tools);
  }

  /// The same in another format.
  public Session in(AudioFormat other) {
    return new Session(
        model,
        instructions,
        other,
        voice,
        speed,
        turnDetection,
        noiseReduction,
        transcription,
        maxOutputTokens,
        tools);
  }

  /// The same with other tools.
  public Session with(List<Tool> others) {
    return new Session(
        model,
        instructions,
        format,
        voice,
        speed,
        turnDetection,
        noiseReduction,
        transcription,
        maxOutputTokens,
        others);
  }

  /// The least that makes a phone call work, for a server that refuses the rest: type,
  /// instructions, format and turn detection.
  public Session minimal() {
    return new Session(
        null, instructions, format, null, 1.0, turnDetection, null, null, null, List.of());
  }

  /// The least, for a session that answers nothing by itself any more, and goes on whoever speaks.
  public Session hushed() {
    var quiet =
        switch (turnDetection) {
          case TurnDetection.ServerVad vad ->
              new TurnDetection.ServerVad(
                  vad.threshold(),
                  vad.prefixPaddingMillis(),
                  vad.silenceDurationMillis(),
                  null,
                  false,
                  false);
          case TurnDetection.SemanticVad vad ->
              new TurnDetection.SemanticVad(vad.eagerness(), false, false);
        };
    return new Session(null, instructions, format, null, 1.0, quiet, null, null, null, List.of());
  }

  /// Who decides that the caller has finished speaking.
  public sealed interface TurnDetection {

    /// Whether the server answers by itself when the caller stops.
    boolean createResponse();

    /// Whether the server cancels its answer when the caller speaks.
    boolean interruptResponse();

    /// By loudness.
    ///
    /// @param threshold 0.0 to 1.0
    /// @param prefixPaddingMillis audio kept from before the speech
    /// @param silenceDurationMillis silence that ends a turn
    /// @param idleTimeoutMillis 5,000 to 30,000, after which the model speaks unasked; or absent
    record ServerVad(
        double threshold,
        int prefixPaddingMillis,
        int silenceDurationMillis,
        @Nullable Integer idleTimeoutMillis,
        boolean createResponse,
        boolean interruptResponse)
        implements TurnDetection {}

    /// By meaning.
    record SemanticVad(Eagerness eagerness, boolean createResponse, boolean interruptResponse)
        implements TurnDetection {}
  }

  /// How long semantic turn detection waits at most: 8, 4 or 2 s; `AUTO` is `MEDIUM`.
  public enum Eagerness {
    LOW,
    MEDIUM,
    HIGH,
    AUTO
  }

  /// What the server filters from the caller's audio before it listens.
  public enum NoiseReduction {
    NEAR_FIELD,
    FAR_FIELD
  }

  /// Asks for the caller's words as text.
  ///
  /// @param language ISO 639-1, or absent
  public record Transcription(String model, @Nullable String language, @Nullable String prompt) {}

  /// A function the model may call.
  ///
  /// @param parameters a JSON Schema, as maps, lists and scalars
  public record Tool(String name, String description, Map<String, Object> parameters) {}
}
