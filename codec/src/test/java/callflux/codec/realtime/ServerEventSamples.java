package callflux.codec.realtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import callflux.codec.Wire;
import callflux.codec.audio.AudioFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// One of each server event, and of each way for a response to end, as OpenAI's reference shows
/// them.
final class ServerEventSamples {
  private static final RealtimeCodec CODEC = new RealtimeCodec(Dialect.GA, AudioFormat.PCMU);

  private ServerEventSamples() {}

  static List<String> all() {
    try (var lines =
        requireNonNull(ServerEventSamples.class.getResourceAsStream("server-events.jsonl"))) {
      return new String(lines.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// The one of a type; the first if there are several.
  static String of(String type) {
    return all().stream()
        .filter(line -> line.contains("\"type\":\"" + type + "\""))
        .findFirst()
        .orElseThrow();
  }

  static ServerEvent decoded(String event) {
    return Wire.decode(event, CODEC::decode);
  }
}
