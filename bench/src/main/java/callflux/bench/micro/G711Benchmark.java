package callflux.bench.micro;

import callflux.codec.audio.ALaw;
import callflux.codec.audio.MuLaw;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// One frame of the telephone's codes and back. The phone path itself decodes nothing.
@State(Scope.Thread)
public class G711Benchmark {
  private final short[] voice = Samples.voice(8_000, 20);
  private final byte[] muLaw = MuLaw.encode(voice);
  private final byte[] aLaw = new byte[voice.length];
  private final byte[] codes = new byte[voice.length];
  private final short[] samples = new short[voice.length];

  public G711Benchmark() {
    ALaw.encode(voice, aLaw);
  }

  @Benchmark
  public byte[] muLawEncode() {
    MuLaw.encode(voice, codes);
    return codes;
  }

  @Benchmark
  public short[] muLawDecode() {
    MuLaw.decode(muLaw, samples);
    return samples;
  }

  @Benchmark
  public byte[] aLawEncode() {
    ALaw.encode(voice, codes);
    return codes;
  }

  @Benchmark
  public short[] aLawDecode() {
    ALaw.decode(aLaw, samples);
    return samples;
  }
}
