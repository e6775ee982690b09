package callflux.codec.twilio;

import static java.nio.charset.StandardCharsets.US_ASCII;

import callflux.codec.audio.MediaFrame;
import callflux.codec.json.JsonText;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/// Reads and writes `media`, fifty a second for every caller, without a JSON library.
///
/// Ownership ends here: what is encoded is given away, and whoever gets it releases it.
final class MediaCodec {
  private static final byte[] HEAD = "{\"event\":\"media\",\"streamSid\":".getBytes(US_ASCII);
  private static final byte[] PAYLOAD = ",\"media\":{\"payload\":\"".getBytes(US_ASCII);
  private static final byte[] TAIL = "\"}}".getBytes(US_ASCII);

  private MediaCodec() {}

  static ByteBuf encode(MediaFrame frame, String streamSid, ByteBufAllocator allocator) {
    int quoted = streamSid.length() + 2;
    int length = HEAD.length + quoted + PAYLOAD.length + frame.base64Length() + TAIL.length;
    var out = allocator.buffer(length).writeBytes(HEAD);
    JsonText.writeString(streamSid, out);
    frame.writeBase64(out.writeBytes(PAYLOAD));
    return out.writeBytes(TAIL);
  }
}
