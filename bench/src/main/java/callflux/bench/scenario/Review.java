package callflux.bench.scenario;

import callflux.bench.load.CallRecord;
import callflux.bench.load.CallRecord.Kind;
import callflux.bench.load.CallRecord.Spoken;
import callflux.bench.measure.Energy;
import callflux.bench.scenario.Events.ToolUse;
import callflux.bench.scenario.Events.Utterance;
import callflux.bench.scenario.Performance.Failure;
import callflux.gateway.call.Said.Speaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Holds what happened against what was expected.
final class Review {
  private final Performance performance;
  private final Script script;
  private final CallRecord call;
  private final List<Failure> failures = new ArrayList<>();

  /// A step of the caller's and what came of it, up to the next.
  ///
  /// @param number 0 is before the first
  /// @param from when the step began, from the opening of the line
  /// @param done when it was done
  /// @param to when the next began
  private record Span(int number, Duration from, Duration done, Duration to) {
    boolean holds(Duration at) {
      return (number == 0 || at.compareTo(from) >= 0) && at.compareTo(to) < 0;
    }
  }

  Review(Performance performance) {
    this.performance = performance;
    this.script = performance.script();
    this.call = performance.call();
  }

  List<Failure> failures() {
    for (int step = 0; step <= script.scenes().size(); step++) {
      var span = span(step);
      if (span != null) {
        review(span);
      } else if (!script.after(step).isEmpty() || step > 0) {
        fail(step, "that the call gets so far", "it was over before: " + call.ending().detail());
        break;
      }
    }
    reviewWhole();
    return List.copyOf(failures);
  }

  private void review(Span span) {
    int toolsSeen = 0;
    for (var expectation : script.after(span.number())) {
      switch (expectation) {
        case Expectation.Said said -> {
          if (!said.isMetBy(words(span))) {
            fail(span.number(), said.told(), spoken(span));
          }
        }
        case Expectation.Tool tool -> toolsSeen = review(tool, span, toolsSeen);
        case Expectation.NoTool none -> {
          if (!tools(span).isEmpty()) {
            fail(span.number(), none.told(), told(tools(span)));
          }
        }
        case Expectation.Heard heard -> review(heard, span);
        case Expectation.Cleared cleared -> review(cleared, span);
        case Expectation.Answered answered -> review(answered, span);
      }
    }
    interrupts(span);
  }

  /// @return how many tools have been accounted for, in their order
  private int review(Expectation.Tool wanted, Span span, int seen) {
    var uses = tools(span);
    for (int i = seen; i < uses.size(); i++) {
      if (wanted.isMetBy(uses.get(i))) {
        return i + 1;
      }
    }
    fail(span.number(), wanted.told(), told(uses));
    return seen;
  }

  private void review(Expectation.Heard wanted, Span span) {
    var tape = Objects.requireNonNull(call.tapes(), "scenarios are recorded").heard();
    double millis = Energy.of(tape.samples()).untilLastVoice(span.done(), span.to());
    if (millis > 0 != wanted.voice()) {
      fail(span.number(), wanted.told(), "a voice was heard until " + (long) millis + " ms on");
    }
  }

  private void review(Expectation.Cleared wanted, Span span) {
    var cleared =
        call.timeline().clears().stream()
            .map(CallRecord.Clear::at)
            .filter(span::holds)
            .findFirst()
            .map(at -> at.minus(span.from()));
    within(span, wanted.told(), wanted.within(), cleared.orElse(null), "was not cleared");
  }

  private void review(Expectation.Answered wanted, Span span) {
    var answered =
        call.timeline().answers().stream()
            .filter(answer -> answer.turn() == span.number())
            .findFirst()
            .map(answer -> answer.from().minus(span.done()));
    within(span, wanted.told(), wanted.within(), answered.orElse(null), "was not answered");
  }

  private void within(
      Span span, String told, Duration most, @Nullable Duration took, String never) {
    if (took == null) {
      fail(span.number(), told, "it " + never);
    } else if (took.compareTo(most) > 0) {
      fail(span.number(), told, "it took " + took.toMillis() + " ms");
    }
  }

  private void interrupts(Span span) {
    if (span.number() == 0) {
      return;
    }
    var turn = script.scenes().get(span.number() - 1).turn();
    var spoken = Objects.requireNonNull(step(span.number()), "there is a span of it");
    if (turn.interruptAfter() != null && !spoken.interrupting() && turn.keys().isEmpty()) {
      fail(span.number(), "the caller speaks over the agent", "the agent was silent by then");
    }
  }

  private void reviewWhole() {
    var kind = call.ending().kind();
    if (kind == Kind.GAVE_UP || kind == Kind.VIOLATION) {
      failWhole("the conversation takes place", call.ending().detail());
    }
    var ended = performance.events().termination();
    if (!script.ends().equals(ended)) {
      failWhole(
          "it ends with " + script.ends(),
          ended == null ? call.ending().detail() : "with " + ended);
    }
    if (call.counts().stale() > 0) {
      failWhole("nothing is heard of what was cut", call.counts().stale() + " frames were");
    }
    if (call.counts().ragged() > 0) {
      failWhole("frames are of 20 ms", call.counts().ragged() + " were not");
    }
  }

  private @Nullable Span span(int number) {
    var step = step(number);
    if (number > 0 && step == null) {
      return null;
    }
    var next = step(number + 1);
    return new Span(
        number,
        step == null ? Duration.ZERO : step.from(),
        step == null ? Duration.ZERO : step.to(),
        next == null ? Duration.ofDays(1) : next.from());
  }

  private @Nullable Spoken step(int number) {
    return call.timeline().spoken().stream()
        .filter(spoken -> spoken.turn() == number)
        .findFirst()
        .orElse(null);
  }

  private String words(Span span) {
    return performance.events().utterances().stream()
        .filter(utterance -> utterance.speaker() == Speaker.AGENT)
        .filter(utterance -> span.holds(performance.time(utterance.at())))
        .map(Utterance::words)
        .collect(Collectors.joining(" "));
  }

  private String spoken(Span span) {
    var words = words(span);
    return words.isBlank() ? "the agent said nothing" : "the agent said \"" + words + "\"";
  }

  private List<ToolUse> tools(Span span) {
    return performance.events().tools().stream()
        .filter(use -> span.holds(performance.time(use.at())))
        .toList();
  }

  private static String told(List<ToolUse> uses) {
    return uses.isEmpty()
        ? "no tool was called"
        : uses.stream()
            .map(use ->
                String.format(
                    Locale.ROOT, "%s %s -> %s", use.name(), use.arguments(), use.output()))
            .collect(Collectors.joining("; "));
  }

  private void fail(int step, String expected, String happened) {
    failures.add(new Failure(script.step(step), expected, happened));
  }

  private void failWhole(String expected, String happened) {
    failures.add(new Failure("in the whole call", expected, happened));
  }
}
