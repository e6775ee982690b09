package callflux.codec.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Where a property test's chances come from: a new seed each time, which a failure prints and
/// `-Dcallflux.seed=` brings back.
public record Seed(long value) {

  /// A seed that was asked for, or else a new one.
  public static Seed take() {
    return new Seed(Long.getLong("callflux.seed", System.nanoTime()));
  }

  /// The chances of one case, which do not depend on the cases before it.
  public RandomGenerator random(int number) {
    return new SplittableRandom(value * 31 + number);
  }

  /// What a failure says, to find the case again.
  public String describe(int number, Object input) {
    var text = input instanceof byte[] bytes ? new String(bytes, ISO_8859_1) : input;
    return "case " + number + " of -Dcallflux.seed=" + value + ": " + text;
  }

  /// The same, reckoned only when there is a failure.
  public Supplier<String> describing(int number, Object input) {
    return () -> describe(number, input);
  }

  /// One of the choices.
  @SafeVarargs
  public static <T> T pick(RandomGenerator random, T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
