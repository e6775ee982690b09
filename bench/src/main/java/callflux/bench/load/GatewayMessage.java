package callflux.bench.load;

import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a gateway may send down a bidirectional stream, read as strictly as Twilio might: its
/// warnings 31950 and 31951 fail the call here.
sealed interface GatewayMessage {

  /// Speech to be played: mu-law, 8,000 Hz, any length but none.
  final class Media implements GatewayMessage {
    private final byte[] audio;

    private Media(byte[] audio) {
      this.audio = audio;
    }

    /// Its own array, not to be changed.
    byte[] audio() {
      return audio;
    }
  }

  record Mark(String name) implements GatewayMessage {}

  record Clear() implements GatewayMessage {}

  JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /// Reads a text message.
  ///
  /// @throws StreamViolation unless it is exactly one of the messages for this stream
  static GatewayMessage read(String text, String streamSid) {
    JsonNode message = parse(text);
    String event = string(message, "event", "a message");
    GatewayMessage read =
        switch (event) {
          case "media" -> media(message);
          case "mark" -> mark(message);
          case "clear" -> {
            exactly(Set.of("event", "streamSid"), message, "clear");
            yield new Clear();
          }
          default -> throw new StreamViolation("unknown event \"" + event + "\"");
        };
    String sid = string(message, "streamSid", event);
    if (!sid.equals(streamSid)) {
      throw new StreamViolation(event + " has streamSid " + sid + ", not " + streamSid);
    }
    return read;
  }

  private static JsonNode parse(String text) {
    try {
      JsonNode message = STRICT.readTree(text);
      if (!message.isObject()) {
        throw new StreamViolation("a message is no JSON object");
      }
      return message;
    } catch (JacksonException e) {
      throw new StreamViolation("a message is no JSON: " + e.getOriginalMessage());
    }
  }

  private static Media media(JsonNode message) {
    exactly(Set.of("event", "streamSid", "media"), message, "media");
    exactly(Set.of("payload"), message.get("media"), "media.media");
    String payload = string(message.get("media"), "payload", "media.media");
    if (payload.isEmpty() || payload.length() % 4 != 0) {
      throw new StreamViolation("media payload of " + payload.length() + " characters: no base64");
    }
    try {
      return new Media(Base64.getDecoder().decode(payload));
    } catch (IllegalArgumentException e) {
      throw new StreamViolation("media payload is no base64: " + e.getMessage());
    }
  }

  private static Mark mark(JsonNode message) {
    exactly(Set.of("event", "streamSid", "mark"), message, "mark");
    exactly(Set.of("name"), message.get("mark"), "mark.mark");
    return new Mark(string(message.get("mark"), "name", "mark.mark"));
  }

  private static void exactly(Set<String> keys, JsonNode object, String where) {
    if (!object.isObject()) {
      throw new StreamViolation(where + " is no object");
    }
    var found = new TreeSet<>(object.propertyNames());
    if (!found.equals(new TreeSet<>(keys))) {
      throw new StreamViolation(where + " has keys " + found + ", not " + new TreeSet<>(keys));
    }
  }

  private static String string(JsonNode object, String key, String where) {
    JsonNode value = object.get(key);
    if (value == null || !value.isString()) {
      throw new StreamViolation(where + " has no string \"" + key + "\"");
    }
    return value.stringValue();
  }
}
