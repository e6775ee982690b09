package callflux.gateway.simulator.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplingTest {

  @ParameterizedTest
  @CsvSource({"8000,16000", "24000,16000", "16000,8000", "16000,24000", "22050,8000"})
  void whatBothRatesCarryComesThroughLevel(int from, int to) {
    for (int hertz : new int[] {200, 1_000, 3_000}) {
      double gain = level(Sampling.convert(tone(hertz, from), from, to)) / level(tone(hertz, from));
      assertThat(20 * Math.log10(gain)).as("%d Hz", hertz).isBetween(-0.5, 0.5);
    }
  }

  @ParameterizedTest
  @CsvSource({"24000,16000,9000", "24000,16000,11000", "16000,8000,5000", "16000,8000,7000"})
  void whatTheLowerRateCannotCarryIsGone(int from, int to, int hertz) {
    double gain = level(Sampling.convert(tone(hertz, from), from, to)) / level(tone(hertz, from));
    assertThat(20 * Math.log10(gain)).isLessThan(-50);
  }

  @ParameterizedTest
  @CsvSource({"8000,16000", "16000,24000"})
  void goingUpMakesNoImages(int from, int to) {
    short[] there = Sampling.convert(tone(3_000, from), from, to);
    short[] expected = tone(3_000, to);
    for (int i = to / 20; i < there.length - to / 20; i++) {
      assertThat((int) there[i]).isBetween(expected[i] - 60, expected[i] + 60);
    }
  }

  @Test
  void theLengthFollowsTheRate() {
    assertThat(Sampling.convert(new short[800], 8_000, 16_000)).hasSize(1_600);
    assertThat(Sampling.convert(new short[0], 24_000, 16_000)).isEmpty();
  }

  private static short[] tone(int hertz, int rate) {
    var samples = new short[rate];
    for (int i = 0; i < rate; i++) {
      samples[i] = (short) (10_000 * Math.sin(2 * Math.PI * hertz * i / rate));
    }
    return samples;
  }

  /// Away from the ends, which have nothing before or behind them.
  private static double level(short[] samples) {
    double sum = 0;
    for (int i = samples.length / 10; i < samples.length * 9 / 10; i++) {
      sum += (double) samples[i] * samples[i];
    }
    return Math.sqrt(sum / (samples.length * 8 / 10.0)) + 1e-9;
  }
}
