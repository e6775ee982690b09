package callflux.bench.load;

import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Writes what Twilio sends on a stream, numbers as strings and counted as Twilio counts them.
final class StreamMessages {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Base64.Encoder BASE64 = Base64.getEncoder();

  private final CallIdentity identity;
  private long sequence;
  private long chunk;

  StreamMessages(CallIdentity identity) {
    this.identity = identity;
  }

  static String connected() {
    return JSON.createObjectNode()
        .put("event", "connected")
        .put("protocol", "Call")
        .put("version", "1.0.0")
        .toString();
  }

  String start(Map<String, String> parameters) {
    ObjectNode message = numbered("start");
    ObjectNode start = message.putObject("start");
    start
        .put("accountSid", identity.accountSid())
        .put("streamSid", identity.streamSid())
        .put("callSid", identity.callSid());
    start.putArray("tracks").add("inbound");
    start
        .putObject("mediaFormat")
        .put("encoding", "audio/x-mulaw")
        .put("sampleRate", 8_000)
        .put("channels", 1);
    ObjectNode custom = start.putObject("customParameters");
    parameters.forEach(custom::put);
    return message.toString();
  }

  /// By hand, because it is sent fifty times a second by every caller; nothing in it needs
  /// escaping.
  ///
  /// @param timestamp in milliseconds from the beginning of the stream
  String media(byte[] frame, long timestamp) {
    return "{\"event\":\"media\",\"sequenceNumber\":\""
        + ++sequence
        + "\",\"media\":{\"track\":\"inbound\",\"chunk\":\""
        + ++chunk
        + "\",\"timestamp\":\""
        + timestamp
        + "\",\"payload\":\""
        + BASE64.encodeToString(frame)
        + "\"},\"streamSid\":\""
        + identity.streamSid()
        + "\"}";
  }

  String dtmf(char digit) {
    ObjectNode message = numbered("dtmf");
    message.putObject("dtmf").put("track", "inbound_track").put("digit", String.valueOf(digit));
    return message.toString();
  }

  String mark(String name) {
    ObjectNode message = numbered("mark");
    message.putObject("mark").put("name", name);
    return message.toString();
  }

  String stop() {
    ObjectNode message = numbered("stop");
    message
        .putObject("stop")
        .put("accountSid", identity.accountSid())
        .put("callSid", identity.callSid());
    return message.toString();
  }

  private ObjectNode numbered(String event) {
    return JSON.createObjectNode()
        .put("event", event)
        .put("sequenceNumber", String.valueOf(++sequence))
        .put("streamSid", identity.streamSid());
  }
}
