package callflux.codec.realtime;

import callflux.codec.audio.AudioFormat;
import callflux.codec.json.JsonReader;
import callflux.codec.realtime.ClientEvent.InputAudioAppend;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import tools.jackson.core.StreamReadConstraints;

/// Reads server events and writes client events, of one session.
public final class RealtimeCodec {
  /// A delta of the whole answer, or a session echoed with all its tools, is honest.
  private static final int MAX_BYTES = 16 * 1024 * 1024;

  static final JsonReader READER =
      new JsonReader(
          StreamReadConstraints.builder()
              .maxDocumentLength(MAX_BYTES)
              .maxStringLength(MAX_BYTES)
              .maxNumberLength(100)
              .maxNestingDepth(64)
              .build());

  private final AudioCodec audio;
  private final ServerEventReader reader;
  private final ClientEventWriter writer;

  /// @param format of the session's audio, which its deltas do not repeat
  public RealtimeCodec(Dialect dialect, AudioFormat format) {
    this.audio = new AudioCodec(format);
    this.reader = new ServerEventReader(format);
    this.writer = new ClientEventWriter(dialect);
  }

  /// Reads one text message, in either dialect. It stays the caller's to release and is left at its
  /// reader index.
  ///
  /// @throws callflux.codec.json.MalformedMessage if it is not a JSON object with a `type`, or
  ///   lacks what its type needs
  public ServerEvent decode(ByteBuf text) {
    var delta = audio.decode(text);
    return delta == null ? reader.read(READER.read(text)) : delta;
  }

  /// Writes one event. The buffer is given away: whoever gets it releases it.
  public ByteBuf encode(ClientEvent event, ByteBufAllocator allocator) {
    return event instanceof InputAudioAppend(var frame)
        ? AudioCodec.encode(frame, allocator)
        : writer.write(event, allocator);
  }
}
