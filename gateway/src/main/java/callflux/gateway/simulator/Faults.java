package callflux.gateway.simulator;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is to go wrong, for those who must bear it.
///
/// A session's URL may name its own, in place of the simulator's: `fault` (any of [Fault] in lower
/// case, separated by commas), `status` and `retry_after` (seconds), `failure` (a code),
/// `expires_after_ms`, `after_deltas`.
///
/// @param status of the HTTP answer that refuses the handshake; 0 lets it pass
/// @param retryAfter told with the refusal
/// @param failure code with which every response fails, such as `inference_rate_limit_exceeded`
/// @param lifetime of a session, after which it expires
/// @param afterDeltas how many deltas of a response go before the connection breaks
/// @param times how many handshakes suffer from all this; the rest go well
public record Faults(
    Set<Fault> faults,
    int status,
    @Nullable Duration retryAfter,
    @Nullable String failure,
    Duration lifetime,
    int afterDeltas,
    int times) {

  private static final Duration AN_HOUR = Duration.ofMinutes(60);

  public Faults {
    faults = Set.copyOf(faults);
  }

  /// All goes well, for an hour.
  public static Faults none() {
    return new Faults(Set.of(), 0, null, null, AN_HOUR, 2, Integer.MAX_VALUE);
  }

  /// These, and otherwise all goes well.
  public static Faults of(Fault first, Fault... more) {
    return none().withFaults(EnumSet.of(first, more));
  }

  /// Refuses the handshake.
  ///
  /// @param status such as 401, 429 or 503
  public static Faults refusing(int status, @Nullable Duration retryAfter) {
    return new Faults(Set.of(), status, retryAfter, null, AN_HOUR, 2, Integer.MAX_VALUE);
  }

  public Faults withFaults(Set<Fault> faults) {
    return new Faults(faults, status, retryAfter, failure, lifetime, afterDeltas, times);
  }

  public Faults withFailure(String failure) {
    return new Faults(faults, status, retryAfter, failure, lifetime, afterDeltas, times);
  }

  public Faults withLifetime(Duration lifetime) {
    return new Faults(faults, status, retryAfter, failure, lifetime, afterDeltas, times);
  }

  public Faults withAfterDeltas(int afterDeltas) {
    return new Faults(faults, status, retryAfter, failure, lifetime, afterDeltas, times);
  }

  public Faults withTimes(int times) {
    return new Faults(faults, status, retryAfter, failure, lifetime, afterDeltas, times);
  }

  boolean has(Fault fault) {
    return faults.contains(fault);
  }

  /// These faults, or those that a URL asks for.
  ///
  /// @throws IllegalArgumentException if the URL asks for what isn't known
  Faults orThose(Map<String, List<String>> query) {
    Faults asked = this;
    for (Map.Entry<String, List<String>> parameter : query.entrySet()) {
      asked = asked.with(parameter.getKey(), parameter.getValue().getFirst());
    }
    return asked;
  }

  private Faults with(String key, String value) {
    return switch (key) {
      case "fault" -> withFaults(named(value));
      case "status" ->
          new Faults(
              faults, Integer.parseInt(value), retryAfter, failure, lifetime, afterDeltas, times);
      case "retry_after" ->
          new Faults(
              faults,
              status,
              Duration.ofSeconds(Long.parseLong(value)),
              failure,
              lifetime,
              afterDeltas,
              times);
      case "failure" -> withFailure(value);
      case "expires_after_ms" -> withLifetime(Duration.ofMillis(Long.parseLong(value)));
      case "after_deltas" -> withAfterDeltas(Integer.parseInt(value));
      default -> this;
    };
  }

  private static Set<Fault> named(String names) {
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    for (String name : names.split(",", -1)) {
      faults.add(Fault.valueOf(name.strip().toUpperCase(Locale.ROOT)));
    }
    return faults;
  }

  /// One thing that goes wrong.
  public enum Fault {
    /// The handshake is never answered.
    HANG,
    /// `session.update` is never answered.
    UPDATE_IGNORED,
    /// `session.update` is answered by an error.
    UPDATE_REFUSED,
    /// An answer's audio comes as one delta, in a frame of more than 64 KiB.
    HUGE_DELTA,
    /// Frames of more than 1,000 bytes come in fragments.
    FRAGMENTS,
    /// The server pings, and goes on to.
    PINGS,
    /// The connection is closed with 1011 in the middle of a response.
    CLOSE_1011,
    /// The connection is reset in the middle of a response.
    RESET,
    /// What is no JSON comes after `session.created`.
    JUNK,
    /// An event that nobody knows, with fields that nobody knows, comes after `session.created`.
    UNKNOWN_EVENTS
  }
}
