package callflux.codec.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplerTest {
  private static final int SLOW = 8_000;
  private static final int FAST = 24_000;

  @ParameterizedTest
  @MethodSource("telephoneBand")
  void goingUpKeepsTheTelephoneBandLevelAndAddsNoImages(int hertz) {
    var tone = new Tone(hertz);
    var heard = tone.in(Resampler.up().resample(tone.at(SLOW)), FAST);

    assertThat(heard.gain()).as("ripple in dB").isBetween(-0.25, 0.25);
    assertThat(heard.rest()).as("images and noise in dB").isLessThan(-60);
  }

  @ParameterizedTest
  @MethodSource("telephoneBand")
  void goingDownKeepsTheTelephoneBandLevel(int hertz) {
    var tone = new Tone(hertz);
    var heard = tone.in(Resampler.down().resample(tone.at(FAST)), SLOW);

    assertThat(heard.gain()).as("ripple in dB").isBetween(-0.25, 0.25);
    assertThat(heard.rest()).as("noise in dB").isLessThan(-60);
  }

  @ParameterizedTest
  @MethodSource("aboveTheTelephoneBand")
  void goingDownLetsNothingFoldIntoTheTelephoneBand(int hertz) {
    var tone = new Tone(hertz);
    var heard = tone.in(Resampler.down().resample(tone.at(FAST)), SLOW);

    assertThat(heard.level()).as("aliases and noise in dB").isLessThan(-60);
  }

  @ParameterizedTest
  @MethodSource("telephoneBand")
  void everyFrequencyIsDelayedByTwoMilliseconds(int hertz) {
    var tone = new Tone(hertz);
    double expected = Resampler.DELAY.toNanos() / 1e9;

    double up = tone.in(Resampler.up().resample(tone.at(SLOW)), FAST).delay();
    double down = tone.in(Resampler.down().resample(tone.at(FAST)), SLOW).delay();

    assertThat(cyclesOff(up - expected, hertz)).isCloseTo(0, within(1e-3));
    assertThat(cyclesOff(down - expected, hertz)).isCloseTo(0, within(1e-3));
  }

  @Test
  void aClickComesOutTwoMillisecondsLaterAndSymmetrical() {
    var click = new short[40];
    click[0] = 30_000;
    var heard = Resampler.up().resample(click);

    assertThat(heard[48]).isEqualTo((short) 30_000);
    assertThat(Arrays.copyOfRange(heard, 0, 48)).isEqualTo(reversed(heard, 49, 97));
    assertThat(Arrays.copyOfRange(heard, 97, 120)).as("all over").containsOnly(0);
  }

  @Test
  void goingUpPassesTheSamplesThatWereThereThroughUntouched() {
    var speech = noise(random(1), 400);
    var heard = Resampler.up().resample(speech);

    for (int i = 0; i < speech.length - 16; i++) {
      assertThat(heard[3 * i + 48]).isEqualTo(speech[i]);
    }
  }

  @Test
  void aConstantStaysOne() {
    var constant = new short[200];
    Arrays.fill(constant, (short) 12_345);

    var up = Resampler.up().resample(constant);
    assertThat(Arrays.copyOfRange(up, 97, up.length)).containsOnly(12_345);
    var down = Resampler.down().resample(constant);
    assertThat(Arrays.copyOfRange(down, 33, down.length)).containsOnly(12_345);
  }

  @Test
  void whatIsTooLoudIsClippedAndDoesNotWrapRound() {
    var square = new short[400];
    for (int i = 0; i < square.length; i++) {
      square[i] = i / 20 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
    }
    var heard = Resampler.up().resample(square);

    for (int i = 48; i < heard.length; i++) {
      boolean inTheMiddleOfALevel = (i - 48) % 60 >= 3 && (i - 48) % 60 < 57;
      if (inTheMiddleOfALevel) {
        assertThat(Integer.signum(heard[i])).isEqualTo((i - 48) / 60 % 2 == 0 ? 1 : -1);
      }
    }
    assertThat(heard).contains(Short.MAX_VALUE, Short.MIN_VALUE);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void frameByFrameIsTheSameAsAllAtOnce(long seed) {
    assertSameInFrames(seed, Resampler::up);
    assertSameInFrames(seed, Resampler::down);
  }

  @Test
  void twentyMillisecondsComeOutAsTwentyMilliseconds() {
    assertThat(Resampler.up().resample(new short[160])).hasSize(480);
    assertThat(Resampler.down().resample(new short[480])).hasSize(160);
    assertThat(Resampler.down().resample(new short[0])).isEmpty();
  }

  private static void assertSameInFrames(long seed, Supplier<Resampler> voice) {
    var random = random(seed);
    var speech = noise(random, 5_000);
    var whole = voice.get().resample(speech);

    var resampler = voice.get();
    var pieces = new short[whole.length];
    int length = 0;
    for (int from = 0, to; from < speech.length; from = to) {
      to = Math.min(from + random.nextInt(400), speech.length);
      var piece = resampler.resample(Arrays.copyOfRange(speech, from, to));
      System.arraycopy(piece, 0, pieces, length, piece.length);
      length += piece.length;
    }
    assertThat(length).as("seed %d", seed).isEqualTo(whole.length);
    assertThat(pieces).as("seed %d", seed).isEqualTo(whole);
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  private static short[] noise(RandomGenerator random, int length) {
    var samples = new short[length];
    for (int i = 0; i < length; i++) {
      samples[i] = (short) random.nextInt();
    }
    return samples;
  }

  private static double cyclesOff(double seconds, int hertz) {
    return Math.IEEEremainder(seconds * hertz, 1);
  }

  private static short[] reversed(short[] samples, int from, int to) {
    var reversed = new short[to - from];
    for (int i = 0; i < reversed.length; i++) {
      reversed[i] = samples[to - 1 - i];
    }
    return reversed;
  }

  private static IntStream telephoneBand() {
    return IntStream.rangeClosed(1, 34).map(step -> step * 100);
  }

  private static IntStream aboveTheTelephoneBand() {
    return IntStream.rangeClosed(46, 119).map(step -> step * 100);
  }
}
