package callflux.codec.twilio;

import static java.nio.charset.StandardCharsets.US_ASCII;

import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MediaFrame;
import callflux.codec.json.JsonCursor;
import callflux.codec.json.JsonText;
import callflux.codec.twilio.TwilioMessage.Inbound;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/// Reads and writes `media`, fifty a second for every caller, without a JSON library; and reads the
/// marks that come back, some ten a second.
///
/// Ownership ends here: what is decoded is borrowed and copied out of; what is encoded is given
/// away, and whoever gets it releases it.
final class MediaCodec {
  private static final byte[] HEAD = "{\"event\":\"media\",\"streamSid\":".getBytes(US_ASCII);
  private static final byte[] PAYLOAD_HEAD = ",\"media\":{\"payload\":\"".getBytes(US_ASCII);
  private static final byte[] TAIL = "\"}}".getBytes(US_ASCII);

  private static final int EVENT = 0;
  private static final int MEDIA = 1;
  private static final int STREAM_SID = 2;
  private static final int TRACK = 3;
  private static final int TIMESTAMP = 4;
  private static final int PAYLOAD = 5;
  private static final int MARK = 6;
  private static final int NAME = 7;
  private static final byte[][] KEYS = {
    "event".getBytes(US_ASCII),
    "media".getBytes(US_ASCII),
    "streamSid".getBytes(US_ASCII),
    "track".getBytes(US_ASCII),
    "timestamp".getBytes(US_ASCII),
    "payload".getBytes(US_ASCII),
    "mark".getBytes(US_ASCII),
    "name".getBytes(US_ASCII)
  };

  private static final String SPEECH = "media";
  private static final String INBOUND = "inbound";

  private final String streamSid;
  private final AudioFormat format;
  private final byte[] head;

  // Of the media read last.
  private String track = INBOUND;
  private int timestamp;

  /// @param streamSid of what is written, and as a rule of what is read; empty if not known yet
  /// @param format of what is read
  MediaCodec(String streamSid, AudioFormat format) {
    this.streamSid = streamSid;
    this.format = format;
    var out = Unpooled.buffer().writeBytes(HEAD);
    JsonText.writeString(streamSid, out);
    this.head = ByteBufUtil.getBytes(out.writeBytes(PAYLOAD_HEAD));
  }

  /// Null for anything but good media, or a mark, that is written plainly.
  @Nullable Inbound decode(ByteBuf text) {
    String event = null;
    String mark = null;
    String sid = null;
    MediaFrame frame = null;
    var json = JsonCursor.over(text);
    json.enterObject();
    for (int key = json.nextKey(KEYS); key != JsonCursor.END; key = json.nextKey(KEYS)) {
      switch (key) {
        case EVENT -> event = json.string(SPEECH);
        case STREAM_SID -> sid = json.string(streamSid);
        case MEDIA -> frame = frame(json);
        case MARK -> mark = name(json);
        default -> json.skip();
      }
    }
    if (!json.isWhole() || sid == null || event == null) {
      return null;
    }
    if (frame != null && mark == null && event.equals(SPEECH)) {
      return new Inbound.Media(sid, track, timestamp, frame);
    }
    return frame == null && mark != null && event.equals("mark") ? new Inbound.Mark(mark) : null;
  }

  private static @Nullable String name(JsonCursor json) {
    String name = null;
    json.enterObject();
    for (int key = json.nextKey(KEYS); key != JsonCursor.END; key = json.nextKey(KEYS)) {
      if (key == NAME) {
        name = json.string("");
      } else {
        json.skip();
      }
    }
    return name;
  }

  private @Nullable MediaFrame frame(JsonCursor json) {
    String said = null;
    timestamp = -1;
    byte[] payload = null;
    json.enterObject();
    for (int key = json.nextKey(KEYS); key != JsonCursor.END; key = json.nextKey(KEYS)) {
      switch (key) {
        case TRACK -> said = json.string(INBOUND);
        case TIMESTAMP -> timestamp = json.quotedNumber();
        case PAYLOAD -> payload = json.base64();
        default -> json.skip();
      }
    }
    if (said == null || payload == null) {
      return null;
    }
    track = said;
    var frame = MediaFrame.owning(format, payload);
    return InboundReader.fault(frame) == null ? frame : null;
  }

  ByteBuf encode(MediaFrame frame, ByteBufAllocator allocator) {
    int length = head.length + frame.base64Length() + TAIL.length;
    var out = JsonText.buffer(allocator, length).writeBytes(head);
    frame.writeBase64(out);
    return out.writeBytes(TAIL);
  }
}
