package callflux.bench;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// What a command was told, and what it takes where it was told nothing.
final class Settings {
  /// Secrets, and what has nothing to do with what is measured.
  private static final Set<String> UNSAID = Set.of("--auth-token", "--account-sid", "--out");

  private Settings() {}

  /// Every option with a value, by its name.
  static Map<String, String> of(CommandSpec command) {
    var settings = new LinkedHashMap<String, String>();
    for (OptionSpec option : command.options()) {
      Object value = option.getValue();
      if (value != null && !option.usageHelp() && !option.versionHelp()) {
        settings.put(option.longestName(), said(option, value));
      }
    }
    settings.keySet().removeAll(UNSAID);
    return settings;
  }

  private static String said(OptionSpec option, Object value) {
    return value instanceof Collection<?> list
        ? list.stream().map(Object::toString).collect(Collectors.joining(option.splitRegex()))
        : value.toString();
  }
}
