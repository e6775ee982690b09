package callflux.bench.micro;

import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MediaFrame;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// What [CallBenchmark] measures, where a telephone meets a model that hears and speaks at 24 kHz:
/// the difference is what transcoding costs.
@State(Scope.Thread)
public class TranscodedCallBenchmark {
  private final LiveCall call = new LiveCall(AudioFormat.PCM16);
  private final MediaFrame frame = Samples.linear(20);

  /// As long as those of [CallBenchmark].
  @State(Scope.Thread)
  public static class Delta {
    @Param({"20", "300", "1200"})
    public int millis;

    private MediaFrame frame = Samples.linear(20);

    /// Before the first call.
    @Setup
    public void make() {
      frame = Samples.linear(millis);
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
