package callflux.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Who answers in local mode when nobody else is configured: an agent as the configuration file
/// would have it, with tools that book in the gateway's own diary.
final class Receptionist {
  private Receptionist() {}

  /// The agent, as it is in the jar.
  static String yaml() {
    try (var in = requireNonNull(Receptionist.class.getResourceAsStream("receptionist.yaml"))) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
