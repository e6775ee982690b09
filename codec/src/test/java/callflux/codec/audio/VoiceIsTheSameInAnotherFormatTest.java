package callflux.codec.audio;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import callflux.codec.json.Seed;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VoiceIsTheSameInAnotherFormatTest {
  private static final int CASES = 200;

  @ParameterizedTest
  @MethodSource("pairs")
  void twentyMillisecondsStayTwenty(AudioFormat from, AudioFormat to) {
    var live = Transcoder.live(from, to);

    for (int frame = 0; frame < 5; frame++) {
      var out = live.transcode(MediaFrame.silence(from, 20));
      assertThat(out.format()).isEqualTo(to);
      assertThat(out.audioLength()).isEqualTo(20 * to.bytesPerMilli());
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void silenceIsSilence(AudioFormat from, AudioFormat to) {
    var out = Transcoder.live(from, to).transcode(MediaFrame.silence(from, 40)).audio();

    // A-law has no zero; what is nearest to it is 8 of 32,768, and may be rounded once more.
    assertThat(samples(to, out)).allMatch(sample -> Math.abs(sample) <= 16);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void toneKeepsLevelAndFrequency(AudioFormat from, AudioFormat to) {
    for (int hertz : new int[] {300, 1_000, 3_400}) {
      var tone = new Tone(hertz);
      var in = MediaFrame.ofAudio(from, bytes(from, tone.at(from.sampleRate())));

      var out = Transcoder.live(from, to).transcode(in).audio();

      var heard = tone.in(shorts(to, out), to.sampleRate());
      assertThat(heard.gain()).as("%d Hz", hertz).isCloseTo(0, within(0.5));
      assertThat(heard.rest()).as("all else, in dB, at %d Hz", hertz).isLessThan(-30);
    }
  }

  /// However a voice is cut, what comes out is one voice, as long as it was, and in step with it.
  @ParameterizedTest
  @MethodSource("pairs")
  void piecesOfAnyLengthAreOneVoice(AudioFormat from, AudioFormat to) {
    var seed = Seed.take();
    for (int number = 0; number < CASES; number++) {
      var random = seed.random(number);
      var voice = noise(from, random);

      var whole = all(Transcoder.exact(from, to), from, voice, null);
      var pieces = all(Transcoder.exact(from, to), from, voice, random);

      assertThat(pieces).as(seed.describe(number, from)).isEqualTo(whole);
      long samples = voice.length / from.bytesPerSample();
      assertThat(whole.length / to.bytesPerSample())
          .as(seed.describe(number, to))
          .isEqualTo((int) Math.ceilDiv(samples * to.sampleRate(), from.sampleRate()));
    }
  }

  /// The end of a voice is in what comes out, and where it was.
  @Test
  void clickAtTheVeryEndIsStillHeardThere() {
    var samples = new short[24_000 / 50];
    Arrays.fill(samples, samples.length - 12, samples.length, (short) 20_000);
    var exact = Transcoder.exact(AudioFormat.PCM16, AudioFormat.PCMU);

    var out = exact.transcode(MediaFrame.ofAudio(AudioFormat.PCM16, Pcm16.bytes(samples)));
    var rest = requireNonNull(exact.rest());

    assertThat(out.audioLength()).isEqualTo(144);
    assertThat(rest.audioLength()).isEqualTo(16);
    var heard = MuLaw.decode(rest.audio());
    assertThat(heard[13]).isGreaterThan((short) 15_000);
    assertThat(heard[15]).isGreaterThan((short) 5_000);
  }

  @Test
  void nothingIsStillToComeWhereTheRateStays() {
    var exact = Transcoder.exact(AudioFormat.PCMA, AudioFormat.PCMU);

    assertThat(exact.transcode(MediaFrame.silence(AudioFormat.PCMA, 20)).audioLength())
        .isEqualTo(160);
    assertThat(exact.rest()).isNull();
  }

  private static Stream<Arguments> pairs() {
    return Stream.of(AudioFormat.values())
        .flatMap(from ->
            Stream.of(AudioFormat.values())
                .filter(to -> to != from)
                .map(to -> Arguments.of(from, to)));
  }

  private static byte[] noise(AudioFormat format, RandomGenerator random) {
    var voice = new byte[random.nextInt(1, 2_000) * format.bytesPerSample()];
    random.nextBytes(voice);
    return voice;
  }

  /// @param cuts where to cut; absent does not
  private static byte[] all(
      Transcoder transcoder, AudioFormat from, byte[] voice, @Nullable RandomGenerator cuts) {
    var out = new ByteArrayOutputStream();
    for (int at = 0, to; at < voice.length; at = to) {
      int most = (voice.length - at) / from.bytesPerSample();
      int taken = cuts == null ? most : Math.min(most, cuts.nextInt(700));
      to = at + taken * from.bytesPerSample();
      var piece = MediaFrame.ofAudio(from, Arrays.copyOfRange(voice, at, to));
      out.writeBytes(transcoder.transcode(piece).audio());
    }
    var rest = transcoder.rest();
    if (rest != null) {
      out.writeBytes(rest.audio());
    }
    return out.toByteArray();
  }

  private static byte[] bytes(AudioFormat format, short[] samples) {
    return switch (format) {
      case PCMU -> MuLaw.encode(samples);
      case PCMA -> ALaw.encode(samples);
      case PCM16 -> Pcm16.bytes(samples);
    };
  }

  private static short[] shorts(AudioFormat format, byte[] audio) {
    return switch (format) {
      case PCMU -> MuLaw.decode(audio);
      case PCMA -> ALaw.decode(audio);
      case PCM16 -> Pcm16.samples(audio);
    };
  }

  private static Stream<Short> samples(AudioFormat format, byte[] audio) {
    var samples = shorts(format, audio);
    return IntStream.range(0, samples.length).mapToObj(i -> samples[i]);
  }
}
