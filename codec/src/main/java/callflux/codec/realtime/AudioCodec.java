package callflux.codec.realtime;

import static java.nio.charset.StandardCharsets.US_ASCII;

import callflux.codec.audio.MediaFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/// Reads and writes speech, fifty times a second for every call, without a JSON library.
///
/// Ownership ends here: what is encoded is given away, and whoever gets it releases it.
final class AudioCodec {
  private static final byte[] HEAD =
      "{\"type\":\"input_audio_buffer.append\",\"audio\":\"".getBytes(US_ASCII);
  private static final byte[] TAIL = "\"}".getBytes(US_ASCII);

  private AudioCodec() {}

  static ByteBuf encode(MediaFrame frame, ByteBufAllocator allocator) {
    int length = HEAD.length + frame.base64Length() + TAIL.length;
    var out = allocator.buffer(length).writeBytes(HEAD);
    frame.writeBase64(out);
    return out.writeBytes(TAIL);
  }
}
