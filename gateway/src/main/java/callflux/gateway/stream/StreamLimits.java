package callflux.gateway.stream;

import callflux.gateway.http.Limits;
import java.time.Duration;

/// How long a media socket may keep the gateway waiting.
///
/// @param start from its opening to the stream's start
/// @param silence without a message; there are fifty a second
/// @param socket of the WebSocket underneath
public record StreamLimits(Duration start, Duration silence, Limits.Socket socket) {

  /// The limits of a gateway in service.
  public static StreamLimits production() {
    return new StreamLimits(
        Duration.ofSeconds(5), Duration.ofSeconds(10), Limits.production().socket());
  }

  /// How often they are looked at: one timer for a socket, and none for a message.
  Duration tick() {
    return start.dividedBy(10);
  }
}
