package callflux.bench.micro;

import callflux.codec.audio.MediaFrame;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// The composition of a call between its two codecs: from message to message, without sockets.
@State(Scope.Thread)
public class CallBenchmark {
  private final LiveCall call = new LiveCall();
  private final MediaFrame frame = Samples.frame(Samples.FRAME_BYTES);

  /// As long as those that [RealtimeCodecBenchmark] reads.
  @State(Scope.Thread)
  public static class Delta {
    @Param({"160", "2400", "9600"})
    public int bytes;

    private MediaFrame frame = Samples.frame(Samples.FRAME_BYTES);

    /// Before the first call.
    @Setup
    public void make() {
      frame = Samples.frame(bytes);
    }
  }

  /// One frame of the caller's, to the model.
  @Benchmark
  public void callerToModel() {
    call.callerSpeaks();
  }

  /// One delta of the model's, to the caller in pieces of 120 ms at most, and their marks back.
  @Benchmark
  public void modelToCaller(Delta delta) {
    call.modelSpeaks(delta.frame);
  }

  /// One frame there and back: what an echo costs.
  @Benchmark
  public void echo() {
    call.callerSpeaks();
    call.modelSpeaks(frame);
  }

  /// After the last call.
  @TearDown
  public void hangUp() {
    call.hangUp();
  }
}
