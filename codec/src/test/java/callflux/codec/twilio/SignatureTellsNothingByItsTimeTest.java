package callflux.codec.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Whoever guesses at signatures learns nothing from how long an answer takes.
@Tag("long")
class SignatureTellsNothingByItsTimeTest {
  private static final int EACH = 5_000;
  private static final int WARM_UP = 20_000;

  /// What is slower than nine in ten was interrupted, and says nothing of either kind.
  private static final double KEPT = 0.9;

  private static final String URL = "https://voice.example.com/twilio/voice";
  private static final Map<String, List<String>> FORM =
      Map.of(
          "CallSid", List.of("CA0123456789abcdef0123456789abcdef"),
          "AccountSid", List.of("AC0123456789abcdef0123456789abcdef"),
          "From", List.of("+14155550100"),
          "To", List.of("+14155550199"));

  private final RequestSignature signature =
      new RequestSignature(List.of("0123456789abcdef0123456789abcdef"));
  private final String right = signature.sign(URL, FORM);
  private final Random random = new Random(7);

  @Test
  void rightAndWrongTakeTheSame() {
    for (int i = 0; i < WARM_UP; i++) {
      nanos(i % 2 == 0);
    }
    var kinds = new boolean[2 * EACH];
    Arrays.fill(kinds, 0, EACH, true);
    shuffle(kinds);
    var times = new double[2 * EACH];
    for (int i = 0; i < times.length; i++) {
      times[i] = nanos(kinds[i]);
    }

    double t = welch(times, kinds);

    System.out.printf("right against wrong signatures, 2 x %,d: t = %.2f%n", EACH, t);
    assertThat(Math.abs(t)).isLessThan(4.5);
  }

  private double nanos(boolean rightOne) {
    var given = rightOne ? new String(right.toCharArray()) : wrong();
    long began = System.nanoTime();
    boolean matches = signature.matches(URL, FORM, given);
    long took = System.nanoTime() - began;
    assertThat(matches).isEqualTo(rightOne);
    return took;
  }

  /// One letter is wrong, wherever.
  private String wrong() {
    var letters = right.toCharArray();
    int at = random.nextInt(letters.length - 1);
    letters[at] = letters[at] == 'x' ? 'y' : 'x';
    return new String(letters);
  }

  private void shuffle(boolean[] kinds) {
    for (int i = kinds.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      boolean kept = kinds[i];
      kinds[i] = kinds[other];
      kinds[other] = kept;
    }
  }

  private static double welch(double[] times, boolean[] kinds) {
    double slowest = Arrays.stream(times).sorted().toArray()[(int) (times.length * KEPT)];
    var one = Sample.of(times, kinds, true, slowest);
    var other = Sample.of(times, kinds, false, slowest);
    return (one.mean - other.mean)
        / Math.sqrt(one.variance / one.count + other.variance / other.count);
  }

  private record Sample(long count, double mean, double variance) {
    static Sample of(double[] times, boolean[] kinds, boolean kind, double slowest) {
      long count = 0;
      double mean = 0;
      double squares = 0;
      for (int i = 0; i < times.length; i++) {
        if (kinds[i] == kind && times[i] <= slowest) {
          count++;
          double off = times[i] - mean;
          mean += off / count;
          squares += off * (times[i] - mean);
        }
      }
      return new Sample(count, mean, squares / (count - 1));
    }
  }
}
