package callflux.gateway.simulator.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// A sentence with gaps, such as `{day}` or `{free:time}`, and what fills them.
///
/// @param values of slots
/// @param output of a function: an object, or nothing
/// @param each how the objects of a field of it are spoken
record Phrase(
    Script script, Map<String, String> values, JsonNode output, Map<String, String> each) {

  private static final Pattern GAP = Pattern.compile("\\{(\\w+)(?::(\\w+))?}");

  /// As it is spoken.
  String spoken(String sentence) {
    return GAP.matcher(sentence)
        .replaceAll(gap -> {
          String name = gap.group(1);
          String slot = gap.group(2) == null ? name : gap.group(2);
          return Matcher.quoteReplacement(filled(name, slot));
        });
  }

  /// As a function is told it.
  String told(String argument) {
    return GAP.matcher(argument)
        .replaceAll(gap -> Matcher.quoteReplacement(values.getOrDefault(gap.group(1), "")));
  }

  private String filled(String name, String slot) {
    JsonNode field = output.path(name);
    if (field.isMissingNode()) {
      return word(slot, values.getOrDefault(name, ""));
    }
    if (!field.isArray()) {
      return word(slot, field.asString());
    }
    var all = new ArrayList<String>();
    for (JsonNode one : field) {
      String form = each.get(name);
      all.add(
          form == null
              ? word(slot, one.asString())
              : new Phrase(script, Map.of(), one, Map.of()).spoken(form));
    }
    return listed(all);
  }

  private String word(String slot, String value) {
    Script.Slot known = script.slots().get(slot);
    return known == null ? value : known.spoken(value);
  }

  private static String listed(List<String> all) {
    int last = all.size() - 1;
    return last < 1
        ? String.join("", all)
        : String.join(", ", all.subList(0, last)) + " and " + all.get(last);
  }
}
