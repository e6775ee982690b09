package callflux.bench.scenario;

import callflux.bench.scenario.Events.Utterance;
import callflux.gateway.call.Said.Speaker;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/// Whether what a step was to come to has come: an agent that asks for a moment's patience has not
/// answered yet.
///
/// Only of what can still come: not that something is not said, nor when. For one call, on its
/// event loop.
final class Contentment implements IntPredicate {
  private final Script script;
  private final Overheard overheard;
  private final String from;
  private int step;
  private long since = System.nanoTime();
  private long asked = since;

  /// @param from the caller's number
  Contentment(Script script, Overheard overheard, String from) {
    this.script = script;
    this.overheard = overheard;
    this.from = from;
  }

  @Override
  public boolean test(int number) {
    if (number != step) {
      step = number;
      since = asked;
    }
    asked = System.nanoTime();
    var expected = script.after(number);
    if (expected.isEmpty()) {
      return true;
    }
    var events = overheard.since(since, from);
    return expected.stream().allMatch(expectation -> hasCome(expectation, events));
  }

  private static boolean hasCome(Expectation expectation, Events events) {
    return switch (expectation) {
      case Expectation.Said said when said.wanted() -> said.isMetBy(words(events));
      case Expectation.Tool tool -> events.tools().stream().anyMatch(tool::isMetBy);
      default -> true;
    };
  }

  private static String words(Events events) {
    return events.utterances().stream()
        .filter(utterance -> utterance.speaker() == Speaker.AGENT)
        .map(Utterance::words)
        .collect(Collectors.joining(" "));
  }
}
