package callflux.gateway.twilio;

import callflux.gateway.http.Limits;
import java.time.Duration;

/// How long a media socket may keep the gateway waiting.
///
/// @param start from its opening to the stream's start
/// @param silence without a message; Twilio sends fifty a second
/// @param socket of the WebSocket underneath
record StreamLimits(Duration start, Duration silence, Limits.Socket socket) {

  static StreamLimits production() {
    return new StreamLimits(
        Duration.ofSeconds(5), Duration.ofSeconds(10), Limits.production().socket());
  }

  /// How often they are looked at: one timer for a socket, and none for a message.
  Duration tick() {
    return start.dividedBy(10);
  }
}
