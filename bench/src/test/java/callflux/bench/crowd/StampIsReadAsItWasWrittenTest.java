package callflux.bench.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StampIsReadAsItWasWrittenTest {
  private static final long SEED = 20_261_122;

  @Test
  void everythingInIt() {
    var random = new SplittableRandom(SEED);
    for (int i = 0; i < 1_000; i++) {
      byte[] audio = Stamp.audio(20, 'a');
      long spoken = random.nextLong(Long.MAX_VALUE);
      long answered = random.nextLong(Long.MAX_VALUE);
      int call = random.nextInt(1 << 24);
      int delta = random.nextInt(1 << 24);
      boolean measured = random.nextBoolean();
      boolean speaks = random.nextBoolean();

      Stamp.speak(audio, 0, spoken, call, measured, speaks);
      Stamp.answer(audio, 0, answered, delta);

      var stamp = "seed " + SEED + ", stamp " + i;
      assertThat(Stamp.isAt(audio, 0)).as(stamp).isTrue();
      assertThat(Stamp.spoken(audio, 0)).as(stamp).isEqualTo(spoken);
      assertThat(Stamp.answered(audio, 0)).as(stamp).isEqualTo(answered);
      assertThat(Stamp.call(audio, 0)).as(stamp).isEqualTo(call);
      assertThat(Stamp.delta(audio, 0)).as(stamp).isEqualTo(delta);
      assertThat(Stamp.measured(audio, 0)).as(stamp).isEqualTo(measured);
      assertThat(Stamp.speaks(audio, 0)).as(stamp).isEqualTo(speaks);
    }
  }

  @Test
  void aLateFrameSaysWhenItWasSent() {
    byte[] audio = Stamp.audio(20, 'a');
    Stamp.speak(audio, 0, 5_000_000_000L, 1, true, true);

    Stamp.late(audio, 0, 3_000_000);

    assertThat(Stamp.sent(audio, 0)).isEqualTo(5_003_000_000L);
    assertThat(Stamp.spoken(audio, 0)).isEqualTo(5_000_000_000L);
  }

  @Test
  void noFrameIsEarly() {
    byte[] audio = Stamp.audio(20, 'a');
    Stamp.speak(audio, 0, 5_000, 1, true, true);

    Stamp.late(audio, 0, -1_000_000);

    assertThat(Stamp.sent(audio, 0)).isEqualTo(5_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 40, 60, 200, 240, 300, 360, 400})
  void audioIsBase64OfItsLength(int millis) {
    byte[] audio = Stamp.audio(millis, 'a');

    assertThat(Base64.getDecoder().decode(audio)).hasSize(millis * 8);
    assertThat(Stamp.nanos(audio, 0, audio.length)).isEqualTo(millis * 1_000_000L);
  }

  @Test
  void anythingElseIsNoStamp() {
    assertThat(Stamp.isAt(Stamp.audio(20, 'a'), 0)).isFalse();
  }
}
