package callflux.gateway.simulator.local;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a caller's words come to.
///
/// @param intent its name; absent if none is meant
/// @param values of slots that were named
record Meaning(@Nullable String intent, Map<String, String> values) {

  static Meaning of(String words, Script script) {
    List<String> said = split(words);
    String intent = null;
    int longest = 0;
    for (var known : script.intents().entrySet()) {
      int length = longest(said, known.getValue().hear());
      if (length > longest) {
        longest = length;
        intent = known.getKey();
      }
    }
    var values = new LinkedHashMap<String, String>();
    script
        .slots()
        .forEach((name, slot) -> {
          String value = value(said, slot);
          if (value != null) {
            values.put(name, value);
          }
        });
    return new Meaning(intent, values);
  }

  boolean isNothing() {
    return intent == null && values.isEmpty();
  }

  private static @Nullable String value(List<String> said, Script.Slot slot) {
    String value = null;
    int longest = 0;
    for (var known : slot.values().entrySet()) {
      int length = longest(said, known.getValue());
      if (length > longest) {
        longest = length;
        value = known.getKey();
      }
    }
    return value;
  }

  /// The length in words of the longest phrase that was said.
  private static int longest(List<String> said, List<String> phrases) {
    int longest = 0;
    for (String phrase : phrases) {
      List<String> words = split(phrase);
      boolean there = Collections.indexOfSubList(said, words) >= 0;
      longest = there ? Math.max(longest, words.size()) : longest;
    }
    return longest;
  }

  private static List<String> split(String words) {
    return Arrays.asList(words.toLowerCase(Locale.ROOT).strip().split("\\s+"));
  }
}
