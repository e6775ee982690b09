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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A call as a model reads it: JSON, in which everything that anybody said is a string.
final class CallText {
  /// Of JSON; what is beyond is left out in the middle.
  static final int MOST = 100_000;

  private static final JsonMapper JSON = JsonMapper.shared();

  /// Room for the rest of the document.
  private static final int FRAME = 200;

  /// Of one text, so that no entry alone is too long.
  private static final int MOST_TEXT = 20_000;

  private CallText() {}

  static String of(CallFile call) {
    return of(call, MOST);
  }

  /// @param most characters
  static String of(CallFile call, int most) {
    var entries =
        call.entries().stream().map(entry -> entry(entry.content())).map(Object::toString).toList();
    var text = new StringBuilder("{\"call\":[");
    text.append(String.join(",", kept(entries, most - FRAME)));
    return text.append("]}").toString();
  }

  /// As many of the first and the last as there is room for.
  private static List<String> kept(List<String> entries, int room) {
    int first = 0;
    int length = 0;
    while (first < entries.size() && length + entries.get(first).length() < room / 2) {
      length += entries.get(first++).length() + 1;
    }
    int last = entries.size();
    while (last > first && length + entries.get(last - 1).length() < room) {
      length += entries.get(--last).length() + 1;
    }
    if (last == first) {
      return entries;
    }
    var kept = new ArrayList<>(entries.subList(0, first));
    kept.add(note((last - first) + " entries are left out here, since the call was long"));
    kept.addAll(entries.subList(last, entries.size()));
    return kept;
  }

  private static String note(String note) {
    return JSON.createObjectNode().put("note", note).toString();
  }

  private static ObjectNode entry(Content content) {
    var node = JSON.createObjectNode();
    switch (content) {
      case Began began -> node.put("note", "the call begins; the agent is " + began.agent());
      case CallerSpoke(_, var words) -> node.put("caller", cut(words));
      case AgentSpoke(_, var heard, var unheard) -> {
        node.put("agent", cut(heard));
        if (!unheard.isEmpty()) {
          node.put("not_heard", cut(unheard));
        }
      }
      case Interrupted _ -> node.put("note", "the caller speaks over the agent");
      case ToolRan tool ->
          node.put("tool", tool.name())
              .put("arguments", cut(tool.arguments()))
              .put("output", cut(tool.output()))
              .put("failed", tool.failed());
      case Pressed(var digits) -> node.put("keys", digits);
      case Gap(_, var cause) ->
          node.put("note", "gap: " + cause.name().toLowerCase(Locale.ROOT).replace('_', ' '));
      case Ended(var termination, _, _, _, _) ->
          node.put(
              "note",
              "the call ends: "
                  + (termination == null ? "unknown" : termination.label().replace('_', ' ')));
    }
    return node;
  }

  private static String cut(String text) {
    return Cut.at(text, MOST_TEXT);
  }
}
