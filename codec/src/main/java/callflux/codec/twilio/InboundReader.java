package callflux.codec.twilio;

import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MediaFrame;
import callflux.codec.json.Base64Text;
import callflux.codec.json.JsonFields;
import callflux.codec.json.MalformedMessage;
import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.codec.twilio.TwilioMessage.Inbound.BadMedia.Fault;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what Twilio sends from its JSON.
final class InboundReader {
  /// Fifty times what Twilio sends at once, and half of that at 24 kHz, where more would not fit a
  /// message.
  private static final int MAX_PHONE_MILLIS = 1_000;

  private static final int MAX_WIDEBAND_MILLIS = 500;

  /// Twilio's own bound is 500 characters for a name and its value.
  private static final int MAX_PARAMETERS = 32;

  private static final int MAX_PARAMETER_CHARACTERS = 1_024;

  /// Digits that can't overflow a long.
  private static final int MAX_DIGITS = 18;

  private InboundReader() {}

  /// What is wrong with a stretch of audio; null if nothing is.
  static @Nullable Fault fault(MediaFrame frame) {
    var format = frame.format();
    int millis = format == AudioFormat.PCM16 ? MAX_WIDEBAND_MILLIS : MAX_PHONE_MILLIS;
    if (frame.audioLength() > millis * format.bytesPerMilli()) {
      return Fault.TOO_LONG;
    }
    return frame.audioLength() % format.bytesPerSample() == 0 ? null : Fault.HALF_A_SAMPLE;
  }

  static Inbound read(JsonFields message, AudioFormat format) {
    var event = message.text("event");
    var fields = message.named(event);
    return switch (event) {
      case "media" -> media(message.text("streamSid"), fields.object("media"), format);
      case "mark" -> new Inbound.Mark(fields.object("mark").text("name"));
      case "dtmf" -> new Inbound.Dtmf(fields.object("dtmf").text("digit"));
      case "connected" -> new Inbound.Connected(fields.text("protocol"), fields.text("version"));
      case "start" -> start(fields.object("start"));
      case "stop" -> stop(fields);
      default -> new Inbound.Unknown(event);
    };
  }

  private static Inbound start(JsonFields start) {
    var format = start.object("mediaFormat");
    return new Inbound.Start(
        start.text("streamSid"),
        start.text("callSid"),
        start.text("accountSid"),
        start.texts("tracks"),
        format.text("encoding"),
        format.index("sampleRate"),
        format.index("channels"),
        parameters(start));
  }

  private static Map<String, String> parameters(JsonFields start) {
    var fields = start.optionalObject("customParameters");
    if (fields == null) {
      return Map.of();
    }
    if (fields.size() > MAX_PARAMETERS) {
      throw MalformedMessage.beyondLimit("more than " + MAX_PARAMETERS + " customParameters");
    }
    var parameters = fields.allTexts();
    if (parameters.values().stream().anyMatch(text -> text.length() > MAX_PARAMETER_CHARACTERS)) {
      throw MalformedMessage.beyondLimit("one of the customParameters is longer than 1 KiB");
    }
    return parameters;
  }

  private static Inbound media(String streamSid, JsonFields media, AudioFormat format) {
    var track = media.text("track");
    var payload = media.text("payload");
    byte[] audio = Base64Text.decode(payload);
    if (audio == null) {
      return new Inbound.BadMedia(streamSid, track, Fault.NOT_BASE64);
    }
    var frame = MediaFrame.owning(format, audio);
    var fault = fault(frame);
    return fault == null
        ? new Inbound.Media(streamSid, track, timestamp(media), frame)
        : new Inbound.BadMedia(streamSid, track, fault);
  }

  private static long timestamp(JsonFields media) {
    var digits = media.text("timestamp", "");
    if (digits.isEmpty()) {
      return Math.max(-1, media.whole("timestamp", -1));
    }
    boolean decimal =
        digits.length() <= MAX_DIGITS && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return decimal ? Long.parseLong(digits) : -1;
  }

  private static Inbound stop(JsonFields fields) {
    var stop = fields.optionalObject("stop");
    return new Inbound.Stop(stop == null ? "" : stop.text("callSid", ""));
  }
}
