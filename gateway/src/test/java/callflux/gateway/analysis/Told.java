package callflux.gateway.analysis;

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
import callflux.gateway.archive.Entry;
import callflux.gateway.archive.Timings;
import callflux.gateway.archive.TokenCount;
import callflux.gateway.call.CallSummary;
import callflux.gateway.call.Termination;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A call as it is told in a few lines, each with who spoke, or what happened, in front: `A:` agent
/// (what was not heard behind `//`), `C:` caller, `T:` tool and its output, `I:` interruption, `K:`
/// keys, `G:` gap.
final class Told {
  static final Instant BEGAN = Instant.parse("2026-11-27T09:00:00Z");
  private static final CallSummary SUMMARY =
      new CallSummary(Duration.ofSeconds(80), 3, 0, 3, 4_000, 3_500);

  private Told() {}

  /// A SID like any other.
  static String sid(int number) {
    return "CA%032x".formatted(number);
  }

  static CallFile call(int number, String... lines) {
    return call(sid(number), List.of(lines));
  }

  static CallFile call(String sid, List<String> lines) {
    var contents = new ArrayList<Content>();
    contents.add(new Began("gw", "+1 555", "reception", "v1", "abcd", "+1 *** 55"));
    for (var line : lines) {
      contents.add(content(line.strip(), contents.size()));
    }
    contents.add(
        new Ended(Termination.CALLER_HUNG_UP, SUMMARY, 12_000, TokenCount.NONE, Timings.NONE));
    var entries = new ArrayList<Entry>();
    for (int i = 0; i < contents.size(); i++) {
      entries.add(new Entry(sid, i, i, BEGAN.plusSeconds(i), contents.get(i)));
    }
    return new CallFile(sid, entries, null);
  }

  private static Content content(String line, int number) {
    var text = line.substring(2).strip();
    return switch (line.charAt(0)) {
      case 'C' -> new CallerSpoke("item" + number, text);
      case 'A' -> {
        int cut = text.indexOf("//");
        yield cut < 0
            ? new AgentSpoke("item" + number, text, "")
            : new AgentSpoke(
                "item" + number, text.substring(0, cut).strip(), text.substring(cut + 2).strip());
      }
      case 'T' -> {
        int blank = text.indexOf(' ');
        var output = text.substring(blank + 1);
        yield new ToolRan(
            "c" + number, text.substring(0, blank), "{}", output, false, Duration.ofMillis(40));
      }
      case 'I' -> new Interrupted();
      case 'K' -> new Pressed(text);
      case 'G' -> new Gap("item" + number, Gap.Cause.NOT_TRANSCRIBED);
      default -> throw new IllegalArgumentException(line);
    };
  }
}
