package callflux.codec.audio;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.json.Seed;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FramingTest {
  private static final int CASES = 500;

  @ParameterizedTest
  @EnumSource(AudioFormat.class)
  void passesOnAShortWholeDeltaAsItIs(AudioFormat format) {
    var delta = MediaFrame.ofAudio(format, audio(120 * format.bytesPerMilli()));

    var pieces = new Framing(format).cut(delta);

    assertThat(pieces).hasSize(1);
    assertThat(pieces.getFirst()).isSameAs(delta);
  }

  @ParameterizedTest
  @EnumSource(AudioFormat.class)
  void cutsALongDeltaIntoPiecesOfAtMost120Ms(AudioFormat format) {
    var delta = MediaFrame.ofAudio(format, audio(300 * format.bytesPerMilli()));

    var pieces = new Framing(format).cut(delta);

    assertThat(pieces).extracting(MediaFrame::millis).containsExactly(120, 120, 60);
    assertThat(joined(pieces)).isEqualTo(delta.audio());
  }

  @ParameterizedTest
  @EnumSource(AudioFormat.class)
  void keepsTheEndOfOneDeltaForTheNext(AudioFormat format) {
    var framing = new Framing(format);
    var audio = audio(40 * format.bytesPerMilli());
    int odd = 20 * format.bytesPerMilli() + 7;

    var first = framing.cut(MediaFrame.ofAudio(format, Arrays.copyOf(audio, odd)));
    assertThat(framing.waitingBytes()).isEqualTo(7);
    var second =
        framing.cut(MediaFrame.ofAudio(format, Arrays.copyOfRange(audio, odd, audio.length)));

    assertThat(first).extracting(MediaFrame::millis).containsExactly(20);
    assertThat(second).extracting(MediaFrame::millis).containsExactly(20);
    assertThat(joined(first)).isEqualTo(Arrays.copyOf(audio, audio.length / 2));
    assertThat(joined(second)).isEqualTo(Arrays.copyOfRange(audio, audio.length / 2, audio.length));
    assertThat(framing.waitingBytes()).isZero();
  }

  @ParameterizedTest
  @EnumSource(AudioFormat.class)
  void putsAWholeDeltaBehindWhatWaits(AudioFormat format) {
    var framing = new Framing(format);
    int frame = 20 * format.bytesPerMilli();
    var audio = audio(frame + 5);
    framing.cut(MediaFrame.ofAudio(format, Arrays.copyOf(audio, 5)));

    var pieces =
        framing.cut(MediaFrame.ofAudio(format, Arrays.copyOfRange(audio, 5, audio.length)));

    assertThat(joined(pieces)).isEqualTo(Arrays.copyOf(audio, frame));
    assertThat(framing.waitingBytes()).isEqualTo(5);
  }

  @ParameterizedTest
  @EnumSource(AudioFormat.class)
  void fillsTheRestUpWithSilence(AudioFormat format) {
    var framing = new Framing(format);
    framing.cut(MediaFrame.ofAudio(format, new byte[] {1, 2, 3}));

    var rest = requireNonNull(framing.rest());

    assertThat(rest.format()).isEqualTo(format);
    assertThat(rest.millis()).isEqualTo(20);
    assertThat(rest.audio()).startsWith(1, 2, 3);
    assertThat(Arrays.copyOfRange(rest.audio(), 3, rest.audioLength()))
        .containsOnly(format.silence());
    assertThat(framing.rest()).isNull();
  }

  @Test
  void forgetsWhatWaitsWhenToldTo() {
    var framing = new Framing(AudioFormat.PCMU);
    framing.cut(MediaFrame.ofAudio(AudioFormat.PCMU, audio(100)));

    framing.drop();

    assertThat(framing.waitingBytes()).isZero();
    assertThat(framing.rest()).isNull();
  }

  @Test
  void makesNothingOfAnEmptyDelta() {
    assertThat(new Framing(AudioFormat.PCMU).cut(MediaFrame.ofAudio(AudioFormat.PCMU, audio(0))))
        .isEmpty();
  }

  /// Whatever the deltas' sizes: all of the input, in order, and then silence to a whole frame.
  @ParameterizedTest
  @EnumSource(AudioFormat.class)
  void losesAndAddsNothing(AudioFormat format) {
    var seed = Seed.take();
    for (int number = 0; number < CASES; number++) {
      var random = seed.random(number);
      var framing = new Framing(format);
      var in = new ByteArrayOutputStream();
      var out = new ByteArrayOutputStream();
      int frame = 20 * format.bytesPerMilli();
      for (int deltas = random.nextInt(1, 8); deltas > 0; deltas--) {
        int length = random.nextInt(3) == 0 ? frame * random.nextInt(9) : random.nextInt(9 * frame);
        var audio = new byte[length];
        random.nextBytes(audio);
        in.writeBytes(audio);
        for (var piece : framing.cut(MediaFrame.ofAudio(format, audio))) {
          assertThat(piece.audioLength())
              .as(seed.describe(number, piece))
              .isPositive()
              .isLessThanOrEqualTo(6 * frame);
          assertThat(piece.audioLength() % frame).as(seed.describe(number, piece)).isZero();
          out.writeBytes(piece.audio());
        }
      }
      var rest = framing.rest();
      if (rest != null) {
        out.writeBytes(rest.audio());
      }
      var expected = Arrays.copyOf(in.toByteArray(), (in.size() + frame - 1) / frame * frame);
      Arrays.fill(expected, in.size(), expected.length, format.silence());
      assertThat(out.toByteArray()).as(seed.describe(number, format)).isEqualTo(expected);
    }
  }

  private static byte[] joined(List<MediaFrame> pieces) {
    var all = new ByteArrayOutputStream();
    pieces.forEach(piece -> all.writeBytes(piece.audio()));
    return all.toByteArray();
  }

  private static byte[] audio(int length) {
    var audio = new byte[length];
    for (int i = 0; i < length; i++) {
      audio[i] = (byte) (i * 7);
    }
    return audio;
  }
}
