package callflux.bench.scenario;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;

/// Reads what is expected of a step.
final class ExpectationReader {
  private static final Set<String> KEYS =
      new TreeSet<>(
          Set.of("said", "unsaid", "heard", "tool", "with", "output", "cleared", "answered"));

  private ExpectationReader() {}

  /// What an entry of the steps expects, in the order in which it is looked at.
  static List<Expectation> read(Written entry) throws IOException {
    entry.mayOnlyHave(Set.of("expect"));
    var written = Written.of(entry.file(), entry.where() + ".expect", entry.get("expect"));
    written.mayOnlyHave(KEYS);
    var expected = new ArrayList<Expectation>();
    for (var words : written.texts("said")) {
      expected.add(said(written, words, true));
    }
    for (var words : written.texts("unsaid")) {
      expected.add(said(written, words, false));
    }
    tool(written, expected);
    if (written.has("heard")) {
      expected.add(new Expectation.Heard(isVoice(written)));
    }
    written.time("cleared").map(Expectation.Cleared::new).ifPresent(expected::add);
    written.time("answered").map(Expectation.Answered::new).ifPresent(expected::add);
    if (expected.isEmpty()) {
      throw written.fault("expects nothing");
    }
    return expected;
  }

  private static void tool(Written written, List<Expectation> expected) throws IOException {
    var tool = written.text("tool").orElse("");
    if (tool.isEmpty() && (written.has("with") || written.has("output"))) {
      throw written.fault("has arguments or an output, and does not say of which tool");
    }
    if (tool.equals("none")) {
      expected.add(new Expectation.NoTool());
    } else if (!tool.isEmpty()) {
      expected.add(new Expectation.Tool(tool, written.values("with"), written.values("output")));
    }
  }

  private static Expectation said(Written written, String words, boolean wanted)
      throws IOException {
    var said = new Expectation.Said(words, wanted);
    try {
      said.isMetBy("");
    } catch (PatternSyntaxException e) {
      throw written.fault("has a pattern that is none: " + e.getMessage());
    }
    return said;
  }

  private static boolean isVoice(Written written) throws IOException {
    return switch (written.text("heard").orElse("")) {
      case "voice" -> true;
      case "silence" -> false;
      default -> throw written.fault("has heard; it may be voice, or silence");
    };
  }
}
