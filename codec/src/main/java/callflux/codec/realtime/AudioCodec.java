package callflux.codec.realtime;

import static java.nio.charset.StandardCharsets.US_ASCII;

import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MediaFrame;
import callflux.codec.json.JsonCursor;
import callflux.codec.json.JsonText;
import callflux.codec.realtime.ServerEvent.OutputAudioDelta;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/// Reads and writes speech, fifty times a second for every call, without a JSON library.
///
/// Ownership ends here: what is decoded is borrowed and copied out of; what is encoded is given
/// away, and whoever gets it releases it.
final class AudioCodec {
  private static final byte[] HEAD =
      "{\"type\":\"input_audio_buffer.append\",\"audio\":\"".getBytes(US_ASCII);
  private static final byte[] TAIL = "\"}".getBytes(US_ASCII);

  private static final byte[] OUTPUT_AUDIO_DELTA = "response.output_audio.delta".getBytes(US_ASCII);

  private static final int TYPE = 0;
  private static final int RESPONSE_ID = 1;
  private static final int ITEM_ID = 2;
  private static final int CONTENT_INDEX = 3;
  private static final int DELTA = 4;
  private static final byte[][] KEYS = {
    "type".getBytes(US_ASCII),
    "response_id".getBytes(US_ASCII),
    "item_id".getBytes(US_ASCII),
    "content_index".getBytes(US_ASCII),
    "delta".getBytes(US_ASCII)
  };

  private final AudioFormat format;
  private String lastResponse = "";
  private String lastItem = "";

  /// For one session, whose deltas come from one response after the other.
  AudioCodec(AudioFormat format) {
    this.format = format;
  }

  /// Null for anything but a delta of speech that is written plainly, under its newer name.
  @Nullable OutputAudioDelta decode(ByteBuf text) {
    String responseId = null;
    String itemId = null;
    int contentIndex = -1;
    byte[] audio = null;
    boolean typed = false;
    var json = JsonCursor.over(text);
    json.enterObject();
    for (int key = json.nextKey(KEYS); key != JsonCursor.END; key = json.nextKey(KEYS)) {
      switch (key) {
        case TYPE -> typed = json.isString(OUTPUT_AUDIO_DELTA);
        case RESPONSE_ID -> responseId = json.string(lastResponse);
        case ITEM_ID -> itemId = json.string(lastItem);
        case CONTENT_INDEX -> contentIndex = json.wholeNumber();
        case DELTA -> audio = json.base64();
        default -> json.skip();
      }
    }
    if (!json.isWhole() || !typed || responseId == null || itemId == null || audio == null) {
      return null;
    }
    lastResponse = responseId;
    lastItem = itemId;
    var frame = MediaFrame.owning(format, audio);
    boolean read = contentIndex >= 0 && frame.audioLength() % format.bytesPerSample() == 0;
    return read ? new OutputAudioDelta(responseId, itemId, contentIndex, frame) : null;
  }

  static ByteBuf encode(MediaFrame frame, ByteBufAllocator allocator) {
    int length = HEAD.length + frame.base64Length() + TAIL.length;
    var out = JsonText.buffer(allocator, length).writeBytes(HEAD);
    frame.writeBase64(out);
    return out.writeBytes(TAIL);
  }
}
