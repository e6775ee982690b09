package callflux.bench.scenario;

import callflux.bench.load.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A conversation as it was written: what the caller does, and what is to come of it.
///
/// @param name that it goes by
/// @param config the gateway's own configuration file for it, as YAML; absent is as the gateway is
/// @param to the number that is called
/// @param opening what is to come before the caller has done anything
/// @param ends how the call is to end, by the name that the gateway has for it
/// @param lasts at most
public record Script(
    String name,
    @Nullable String config,
    String to,
    List<Expectation> opening,
    List<Scene> scenes,
    String ends,
    Duration lasts) {

  /// For an answer; a model that calls a tool says something before or after it.
  private static final Duration ANSWER = Duration.ofSeconds(15);

  private static final Duration GREETING = Duration.ofSeconds(10);

  /// A model that looks something up in between is not at its end yet.
  private static final Duration PAUSE = Duration.ofSeconds(1);

  public Script {
    opening = List.copyOf(opening);
    scenes = List.copyOf(scenes);
  }

  /// Something that the caller does, and what is to come of it before the next thing.
  ///
  /// @param step as it was written
  public record Scene(String step, Scenario.Turn turn, List<Expectation> expectations) {

    public Scene {
      expectations = List.copyOf(expectations);
    }
  }

  /// What the caller does, without what is expected.
  ///
  /// @param content whether what a step was to come to has come
  Scenario played(IntPredicate content) {
    return new Scenario(
        scenes.stream().map(Scene::turn).toList(),
        null,
        new Scenario.Patience(GREETING, ANSWER, 0, PAUSE, lasts),
        content);
  }

  /// What is expected after so many steps of the caller's.
  List<Expectation> after(int steps) {
    return steps == 0 ? opening : scenes.get(steps - 1).expectations();
  }

  /// What the caller did, with which step it was; 0 is nothing yet.
  String step(int number) {
    return number == 0
        ? "before the caller did anything"
        : String.format(Locale.ROOT, "after step %d, %s", number, scenes.get(number - 1).step());
  }

  /// How many things are expected, without how it ends.
  long expected() {
    return Stream.concat(
            opening.stream(), scenes.stream().flatMap(scene -> scene.expectations().stream()))
        .count();
  }
}
