package callflux.codec.twilio;

import static java.nio.charset.StandardCharsets.US_ASCII;

import callflux.codec.audio.AudioFormat;
import callflux.codec.json.JsonReader;
import callflux.codec.json.JsonText;
import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.codec.twilio.TwilioMessage.Outbound;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import tools.jackson.core.StreamReadConstraints;

/// Reads and writes the messages of one Media Stream.
public final class MediaStreamCodec {
  /// Far above what Twilio sends and far below what hurts: its largest honest message is a start
  /// with all its parameters.
  static final JsonReader READER =
      new JsonReader(
          StreamReadConstraints.builder()
              .maxDocumentLength(64 * 1024)
              .maxStringLength(48 * 1024)
              .maxNameLength(64)
              .maxNumberLength(32)
              .maxNestingDepth(16)
              .maxTokenCount(2_000)
              .build());

  private static final String MARK = "{\"event\":\"mark\",\"streamSid\":";
  private static final String CLEAR = "{\"event\":\"clear\",\"streamSid\":";

  /// For a mark or a clear, as a rule.
  private static final int ROOM = 128;

  private final String streamSid;
  private final AudioFormat format;
  private final MediaCodec media;

  /// Before a telephone's stream has said its name.
  public MediaStreamCodec() {
    this("");
  }

  /// A telephone's stream.
  ///
  /// @param streamSid its name
  public MediaStreamCodec(String streamSid) {
    this(streamSid, AudioFormat.PCMU);
  }

  /// A stream.
  ///
  /// @param streamSid its name; empty before it has said it
  /// @param format of its audio, both ways
  public MediaStreamCodec(String streamSid, AudioFormat format) {
    this.streamSid = streamSid;
    this.format = format;
    this.media = new MediaCodec(streamSid, format);
  }

  /// Reads one text message, which stays the caller's to release and is left at its reader index.
  ///
  /// @throws callflux.codec.json.MalformedMessage if it is not one, lacks what its event needs, or
  ///   is beyond a limit
  public Inbound decode(ByteBuf text) {
    var speech = media.decode(text);
    return speech == null ? InboundReader.read(READER.read(text), format) : speech;
  }

  /// Writes one message. The buffer is given away: whoever gets it releases it.
  public ByteBuf encode(Outbound message, ByteBufAllocator allocator) {
    return switch (message) {
      case Outbound.Media(var frame) -> media.encode(frame, allocator);
      case Outbound.Mark(var name) -> mark(name, JsonText.buffer(allocator, ROOM));
      case Outbound.Clear() -> begin(CLEAR, JsonText.buffer(allocator, ROOM)).writeByte('}');
    };
  }

  private ByteBuf mark(String name, ByteBuf out) {
    begin(MARK, out).writeCharSequence(",\"mark\":{\"name\":", US_ASCII);
    JsonText.writeString(name, out);
    return out.writeByte('}').writeByte('}');
  }

  private ByteBuf begin(String head, ByteBuf out) {
    out.writeCharSequence(head, US_ASCII);
    JsonText.writeString(streamSid, out);
    return out;
  }
}
