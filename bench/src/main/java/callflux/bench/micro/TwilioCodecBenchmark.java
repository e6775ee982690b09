package callflux.bench.micro;

import callflux.codec.audio.MediaFrame;
import callflux.codec.twilio.MediaStreamCodec;
import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.codec.twilio.TwilioMessage.Outbound;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// The caller's side of the wire.
@State(Scope.Thread)
public class TwilioCodecBenchmark {
  private final MediaStreamCodec codec = new MediaStreamCodec(Samples.STREAM_SID);
  private final ByteBuf media = Samples.buffer(Samples.media());
  private final ByteBuf respelt = Samples.buffer(Samples.respelt(Samples.media()));

  /// What may go to the caller in one message: a frame, or the longest piece of a delta.
  @State(Scope.Thread)
  public static class Speech {
    @Param({"160", "960"})
    public int bytes;

    private Outbound message = new Outbound.Clear();

    /// Before the first call.
    @Setup
    public void make() {
      MediaFrame frame = Samples.frame(bytes);
      message = new Outbound.Media(frame);
    }
  }

  /// Twenty milliseconds of the caller, fifty times a second.
  @Benchmark
  public Inbound mediaIn() {
    return codec.decode(media);
  }

  /// The same, had Twilio written it in a way that the fast path doesn't know.
  @Benchmark
  public Inbound mediaInByJackson() {
    return codec.decode(respelt);
  }

  /// The model's speech, into a buffer of its own that is released as by the socket.
  @Benchmark
  public boolean mediaOut(Speech speech) {
    return codec.encode(speech.message, ByteBufAllocator.DEFAULT).release();
  }

  /// After the last call.
  @TearDown
  public void release() {
    media.release();
    respelt.release();
  }
}
