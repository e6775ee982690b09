package callflux.bench.micro;

import callflux.codec.audio.AudioFormat;
import callflux.codec.realtime.ClientEvent;
import callflux.codec.realtime.Dialect;
import callflux.codec.realtime.RealtimeCodec;
import callflux.codec.realtime.ServerEvent;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// The model's side of the wire.
@State(Scope.Thread)
public class RealtimeCodecBenchmark {
  private final RealtimeCodec codec = new RealtimeCodec(Dialect.GA, AudioFormat.PCMU);
  private final ClientEvent append =
      new ClientEvent.InputAudioAppend(Samples.frame(Samples.FRAME_BYTES));

  /// A frame, 300 ms and 1.2 s: what an echo sends, and a model that runs ahead.
  @State(Scope.Thread)
  public static class Delta {
    @Param({"160", "2400", "9600"})
    public int bytes;

    private ByteBuf plain = Unpooled.EMPTY_BUFFER;
    private ByteBuf respelt = Unpooled.EMPTY_BUFFER;

    /// Before the first call.
    @Setup
    public void make() {
      plain = Samples.buffer(Samples.delta(bytes));
      respelt = Samples.buffer(Samples.respelt(Samples.delta(bytes)));
    }

    /// After the last call.
    @TearDown
    public void release() {
      plain.release();
      respelt.release();
    }
  }

  /// The caller's voice, into a buffer of its own that is released as by the socket.
  @Benchmark
  public boolean appendOut() {
    return codec.encode(append, ByteBufAllocator.DEFAULT).release();
  }

  /// The model's speech.
  @Benchmark
  public ServerEvent deltaIn(Delta delta) {
    return codec.decode(delta.plain);
  }

  /// The same, from a server that writes it in a way that the fast path doesn't know.
  @Benchmark
  public ServerEvent deltaInByJackson(Delta delta) {
    return codec.decode(delta.respelt);
  }
}
