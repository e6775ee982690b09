package callflux.gateway.agent;

import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text with `{{name}}` in it for what the operator calls by that name. There is no logic in it,
/// and what is put in is not looked at again.
record Template(String text) {
  private static final Pattern NAME = Pattern.compile("\\{\\{\\s*([\\w.-]+)\\s*}}");

  /// Its text with every name replaced; those that have no value are left as they are.
  String filled(Map<String, String> values) {
    return NAME.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value(match, values)));
  }

  private static String value(MatchResult match, Map<String, String> values) {
    return values.getOrDefault(match.group(1), match.group());
  }

  /// What is wrong with it, if anything is.
  ///
  /// @param values that there are
  Optional<String> fault(Map<String, String> values) {
    var unknown =
        NAME.matcher(text)
            .results()
            .map(match -> match.group(1))
            .filter(name -> !values.containsKey(name))
            .findFirst();
    if (unknown.isPresent()) {
      return Optional.of("asks for {{" + unknown.get() + "}}, which is no variable");
    }
    return NAME.matcher(text).replaceAll("").contains("{{")
        ? Optional.of("has {{ without a name and }} after it")
        : Optional.empty();
  }
}
