package callflux.gateway.history;

import callflux.gateway.archive.Analysis;
import callflux.gateway.archive.CallFile;
import callflux.gateway.archive.Content;
import callflux.gateway.archive.Content.AgentSpoke;
import callflux.gateway.archive.Content.Began;
import callflux.gateway.archive.Content.CallerSpoke;
import callflux.gateway.archive.Content.Ended;
import callflux.gateway.archive.Content.Gap;
import callflux.gateway.archive.Content.Interrupted;
import callflux.gateway.archive.Content.Pressed;
import callflux.gateway.archive.Content.ToolRan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A call as text for a terminal: what is known of it, then a line for each turn, then what was
/// made of it. Nothing that a stranger said or sent can do anything to the terminal.
public final class TranscriptText {
  private final List<String> lines = new ArrayList<>();

  private TranscriptText() {}

  /// Its lines.
  public static List<String> lines(CallFile file) {
    var text = new TranscriptText();
    var course = Course.of(file);
    text.head(file.callSid(), course);
    text.lines.add("");
    for (var entry : course.middle()) {
      text.turn(course.since(entry), entry.content());
    }
    var end = course.end();
    if (end != null) {
      text.line(end.at(), "end", Told.ended(end.ended()));
    }
    if (file.analysis() != null) {
      text.lines.add("");
      text.analysis(file.analysis());
    }
    return List.copyOf(text.lines);
  }

  private void head(String callSid, Course course) {
    lines.add("Call " + Printable.of(callSid));
    fact("began", Told.time(course.start()) + " UTC");
    var began = course.began();
    if (began != null) {
      fact("from", began.maskedCaller());
      fact("to", began.number());
      fact("agent", began.agent() + ", prompt " + began.prompt());
    }
    var end = course.end();
    if (end == null) {
      fact("ended", "not yet, or nobody knows");
    } else {
      figures(end.ended());
    }
  }

  private void figures(Ended ended) {
    fact("ended", Told.ended(ended));
    var summary = ended.summary();
    fact("length", Told.length(summary.length()));
    fact("turns", summary.turns() + ", interruptions " + summary.bargeIns());
    var median = ended.timings().voiceToVoice();
    if (median != null) {
      fact("answers", "after " + median.toMillis() + " ms (median)");
    }
    fact("cost", Told.usd(ended.costMicros()) + " USD");
  }

  private void turn(Duration at, Content content) {
    switch (content) {
      case CallerSpoke(_, var words) -> line(at, "caller", words);
      case AgentSpoke(_, var heard, var unheard) -> line(at, "agent", spoken(heard, unheard));
      case ToolRan tool -> line(at, "tool", ran(tool));
      case Pressed(var digits) -> line(at, "keys", digits);
      case Interrupted _ -> line(at, "caller", "[speaks over the agent]");
      case Gap(_, var cause) -> line(at, "gap", "[" + Told.gap(cause) + "]");
      case Began _, Ended _ -> throw new IllegalStateException("is neither in the middle");
    }
  }

  private static String spoken(String heard, String unheard) {
    if (unheard.isBlank()) {
      return heard;
    }
    var missed = "[not heard: " + unheard.strip() + "]";
    return heard.isBlank() ? missed : heard.stripTrailing() + " " + missed;
  }

  private static String ran(ToolRan tool) {
    return tool.name()
        + " "
        + tool.arguments()
        + " -> "
        + tool.output()
        + (tool.failed() ? " (failed, " : " (")
        + tool.took().toMillis()
        + " ms)";
  }

  private void analysis(Analysis analysis) {
    lines.add("Analysis by " + Printable.of(analysis.analyst()));
    var findings = analysis.findings();
    if (findings != null) {
      fact("summary", findings.summary());
      fact("outcome", findings.outcome());
      fact("sentiment", String.format(Locale.ROOT, "%+.2f (-1 to 1)", findings.sentiment()));
      fact("lead score", findings.leadScore() + " (0 to 100)");
      fact("topics", String.join(", ", findings.topics()));
      findings.followUps().forEach(what -> fact("to do", what));
    } else {
      fact("failed", analysis.failure() == null ? "nobody knows why" : analysis.failure());
    }
    fact("cost", Told.usd(analysis.costMicros()) + " USD");
  }

  private void fact(String name, String value) {
    lines.add(String.format(Locale.ROOT, "  %-10s  %s", name, Printable.of(value)).stripTrailing());
  }

  private void line(Duration at, String who, String what) {
    lines.add(
        String.format(Locale.ROOT, "%s  %-6s  %s", Told.clock(at), who, Printable.of(what))
            .stripTrailing());
  }
}
