package callflux.gateway.agent;

import callflux.codec.realtime.Session;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a caller talks to.
///
/// @param session how its Realtime session is set up
/// @param greeting what to say first, as an instruction to the model; absent lets the caller begin
/// @param limits when its calls end by themselves
public record Agent(String name, Session session, @Nullable String greeting, Limits limits) {

  /// When a call ends by itself.
  ///
  /// @param length of the whole call
  /// @param silence during which neither side spoke
  public record Limits(Duration length, Duration silence) {}
}
