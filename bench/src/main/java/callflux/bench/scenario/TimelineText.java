package callflux.bench.scenario;

import callflux.bench.load.CallRecord.Answer;
import callflux.bench.load.CallRecord.Clear;
import callflux.bench.load.CallRecord.Spoken;
import callflux.bench.scenario.Events.ToolUse;
import callflux.bench.scenario.Events.Utterance;
import callflux.gateway.call.Said.Speaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Everything that happened in a call, in its order, to be read in a terminal.
final class TimelineText {
  private final Performance performance;
  private final List<Line> lines = new ArrayList<>();

  private record Line(Duration at, String who, String what) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%8.2f s  %-7s %s%n", at.toMillis() / 1e3, who, what);
    }
  }

  TimelineText(Performance performance) {
    this.performance = performance;
    var timeline = performance.call().timeline();
    timeline.spoken().forEach(this::add);
    timeline.answers().forEach(this::add);
    timeline.clears().forEach(this::add);
    performance.events().utterances().forEach(this::add);
    performance.events().tools().forEach(this::add);
  }

  private void add(Spoken spoken) {
    add(spoken.from(), "caller", performance.script().scenes().get(spoken.turn() - 1).step());
  }

  private void add(Answer answer) {
    var heard = String.format(Locale.ROOT, "is heard for %.0f ms", answer.sound().played());
    add(answer.from(), "agent", heard + (answer.cut() ? ", then cut" : ""));
  }

  private void add(Clear clear) {
    add(clear.at(), "line", "cleared");
  }

  private void add(Utterance utterance) {
    boolean caller = utterance.speaker() == Speaker.CALLER;
    add(
        performance.time(utterance.at()),
        caller ? "model" : "agent",
        (caller ? "heard \"" : "\"") + utterance.words() + "\"");
  }

  private void add(ToolUse use) {
    add(
        performance.time(use.at()),
        "tool",
        use.name() + " " + use.arguments() + " -> " + use.output());
  }

  private void add(Duration at, String who, String what) {
    lines.add(new Line(at, who, what));
  }

  /// Each line with its end.
  @Override
  public String toString() {
    return lines.stream()
        .sorted(Comparator.comparing(Line::at))
        .map(Line::toString)
        .collect(Collectors.joining());
  }
}
