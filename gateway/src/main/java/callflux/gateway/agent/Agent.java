package callflux.gateway.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import callflux.codec.audio.AudioFormat;
import callflux.codec.realtime.Session;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a caller talks to.
///
/// @param session how its Realtime session is set up
/// @param greeting what to say first, as an instruction to the model; absent lets the caller begin
/// @param limits when its calls end by themselves
/// @param upstream the name of the model's server
/// @param callerData what the model is told of a caller
/// @param hours when it answers; absent is always
/// @param tools what its model may have done, and where that is done
public record Agent(
    String name,
    Session session,
    @Nullable String greeting,
    Limits limits,
    String upstream,
    List<CallerField> callerData,
    @Nullable OpeningHours hours,
    List<Tool> tools) {

  /// The model's server of those who name none.
  public static final String DEFAULT_UPSTREAM = "default";

  private static final int VERSION_DIGITS = 12;

  public Agent {
    callerData = List.copyOf(callerData);
    tools = List.copyOf(tools);
  }

  /// One whose model may have nothing done.
  public Agent(
      String name,
      Session session,
      @Nullable String greeting,
      Limits limits,
      String upstream,
      List<CallerField> callerData,
      @Nullable OpeningHours hours) {
    this(name, session, greeting, limits, upstream, callerData, hours, List.of());
  }

  /// One that always answers, from the usual server, and is told nothing of its callers.
  public Agent(String name, Session session, @Nullable String greeting, Limits limits) {
    this(name, session, greeting, limits, DEFAULT_UPSTREAM, List.of(), null);
  }

  /// The same, speaking another audio format.
  public Agent in(AudioFormat format) {
    return new Agent(
        name, session.in(format), greeting, limits, upstream, callerData, hours, tools);
  }

  /// When a call ends by itself.
  ///
  /// @param length of the whole call
  /// @param silence during which neither side spoke
  /// @param callMicros millionths of a US dollar that its model may cost; absent is what holds for
  ///   every agent
  public record Limits(Duration length, Duration silence, @Nullable Long callMicros) {

    /// Without a price of its own.
    public Limits(Duration length, Duration silence) {
      this(length, silence, null);
    }
  }

  /// The tool of a name, if its model may use one of that name.
  public Optional<Tool> tool(String named) {
    return tools.stream().filter(tool -> tool.name().equals(named)).findFirst();
  }

  /// Names what the model is told, so that calls before and after a change of it can be told apart:
  /// 12 hex digits, the same for the same instructions and greeting.
  public String promptVersion() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(session.instructions().getBytes(UTF_8));
      digest.update((byte) 0);
      digest.update((greeting == null ? "" : greeting).getBytes(UTF_8));
      return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
