package callflux.bench.micro;

import callflux.codec.audio.Resampler;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Twenty milliseconds of one voice, from one rate to the other.
@State(Scope.Thread)
public class ResamplerBenchmark {
  private final Resampler up = Resampler.up();
  private final Resampler down = Resampler.down();
  private final short[] narrow = Samples.voice(8_000, 20);
  private final short[] wide = Samples.voice(24_000, 20);

  @Benchmark
  public short[] from8To24() {
    return up.resample(narrow);
  }

  @Benchmark
  public short[] from24To8() {
    return down.resample(wide);
  }
}
