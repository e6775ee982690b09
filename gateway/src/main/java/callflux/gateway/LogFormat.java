package callflux.gateway;

import ch.qos.logback.classic.LoggerContext;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/// How log lines are written: one JSON object a line for machines, or text for people.
enum LogFormat {
  JSON,
  TEXT;

  /// The environment variable that has the last word.
  static final String VARIABLE = "LOG_FORMAT";

  /// The environment's wish, else text in local mode and JSON in production.
  static LogFormat of(Map<String, String> environment, boolean local) {
    return named(environment.getOrDefault(VARIABLE, "")).orElse(local ? TEXT : JSON);
  }

  /// A format by its name, in either case.
  static Optional<LogFormat> named(String name) {
    return Arrays.stream(values())
        .filter(format -> format.name().equalsIgnoreCase(name.strip()))
        .findFirst();
  }

  /// Has the log written like this. `logback.xml` reads it once, when the first logger is made:
  /// whoever calls later calls in vain.
  void choose() {
    System.setProperty("callflux.log", name().toLowerCase(Locale.ROOT));
  }

  /// The same, on standard error: for commands whose output is data.
  void chooseBesideOutput() {
    System.setProperty("callflux.log.target", "System.err");
    choose();
  }

  /// Writes what is still queued, within a second, and ends logging.
  static void flush() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.stop();
    }
  }
}
