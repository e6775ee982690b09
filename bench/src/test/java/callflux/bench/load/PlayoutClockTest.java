package callflux.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlayoutClockTest {
  private static final long MILLI = 1_000_000;
  private static final long ORIGIN = 7_000 * MILLI;

  private final Tape heard = new Tape(true);
  private final PlayoutClock clock = new PlayoutClock(heard, ORIGIN);

  @Test
  void returnsAMarkWhenAllBeforeItHasBeenPlayed() {
    clock.media(millis(100), at(50));
    clock.mark("after");

    assertThat(clock.due(at(149))).isEmpty();
    assertThat(clock.due(at(150))).containsExactly("after");
    assertThat(clock.due(at(151))).isEmpty();
  }

  @Test
  void returnsAMarkAtOnceWhenNothingIsQueued() {
    clock.mark("first");
    assertThat(clock.due(at(0))).containsExactly("first");

    clock.media(millis(20), at(10));
    clock.due(at(40));
    clock.mark("second");
    assertThat(clock.due(at(40))).containsExactly("second");
  }

  @Test
  void returnsMarksInOrderEachAtItsPlace() {
    clock.media(millis(20), at(0));
    clock.mark("a");
    clock.mark("b");
    clock.media(millis(40), at(5));
    clock.mark("c");

    assertThat(clock.due(at(20))).containsExactly("a", "b");
    assertThat(clock.due(at(59))).isEmpty();
    assertThat(clock.due(at(60))).containsExactly("c");
  }

  @Test
  void clearDropsWhatIsLeftAndReturnsEveryMark() {
    clock.media(millis(100), at(0));
    clock.mark("a");
    clock.media(millis(100), at(0));
    clock.mark("b");

    assertThat(clock.clear(at(30))).containsExactly("a", "b");
    assertThat(clock.queued()).isZero();
    assertThat(clock.played()).isEqualTo(30 * 8);
    assertThat(clock.due(at(500))).isEmpty();
    assertThat(clock.played()).isEqualTo(30 * 8);
  }

  @Test
  void playsWhatComesAfterAClearFromThenOn() {
    clock.media(millis(100), at(0));
    clock.clear(at(30));
    clock.media(millis(10), at(80));
    clock.mark("next");

    assertThat(clock.due(at(89))).isEmpty();
    assertThat(clock.due(at(90))).containsExactly("next");
    assertThat(heard.length()).isEqualTo(90 * 8);
  }

  @Test
  void recordsWhatWasHeardWhenItWasHeard() {
    clock.media(millis(10), at(20));
    clock.media(millis(10), at(22));
    clock.due(at(100));

    short[] samples = heard.samples();
    assertThat(samples).hasSize(40 * 8);
    assertThat(IntStream.range(0, 20 * 8)).allMatch(i -> samples[i] == 0);
    assertThat(IntStream.range(20 * 8, 40 * 8)).noneMatch(i -> samples[i] == 0);
  }

  /// However it is looked at in between, as much is played as time has passed, never more than
  /// came, and no mark overtakes another.
  @Test
  void playsEightBytesAMillisecondWhateverHappens() {
    long seed = 4_071_982;
    var random = new SplittableRandom(seed);
    var returned = new ArrayList<String>();
    var sent = new ArrayList<String>();
    long now = 0;
    long received = 0;
    long dry = 0;
    for (int step = 0; step < 20_000; step++) {
      now += random.nextInt(0, 30);
      switch (random.nextInt(4)) {
        case 0 -> {
          int length = random.nextInt(1, 60);
          clock.media(millis(length), at(now));
          dry = Math.max(dry, now) + length;
          received += length * 8L;
        }
        case 1 -> {
          clock.mark("m" + step);
          sent.add("m" + step);
        }
        case 2 -> {
          if (random.nextInt(20) == 0) {
            returned.addAll(clock.clear(at(now)));
            received -= Math.max(0, dry - now) * 8;
            dry = Math.min(dry, now);
          }
        }
        default -> returned.addAll(clock.due(at(now)));
      }
      clock.advance(at(now));
      assertThat(clock.played())
          .as("seed %d, step %d", seed, step)
          .isEqualTo(received - Math.max(0, dry - now) * 8);
    }
    returned.addAll(clock.due(at(dry)));
    assertThat(returned).as("seed %d", seed).isEqualTo(sent);
  }

  private static long at(long millis) {
    return ORIGIN + millis * MILLI;
  }

  private static byte[] millis(int length) {
    return new byte[length * 8];
  }
}
