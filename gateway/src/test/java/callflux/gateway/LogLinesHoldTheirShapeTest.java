package callflux.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.json.JsonMapper;

/// Whatever a stranger gets into a value of the log, it is one line, reads as it is written, and is
/// not long.
class LogLinesHoldTheirShapeTest {
  /// Ends of lines, and signs that have the rest of a line read backwards.
  private static final String NASTY = "a\nb\rc\u2028d\u2029e\u202af\u202eg\u0000h\u001b[31mi";

  private static final int MOST = 2_048;

  @Test
  void jsonIsPlainAscii() throws Exception {
    var line = written("json", NASTY);

    assertThat(line).matches("[ -~]+\n");
    assertThat(JsonMapper.shared().readTree(line).get("code").asString()).isEqualTo(NASTY);
  }

  @Test
  void textIsOneLineWithoutDirections() throws Exception {
    assertThat(written("text", NASTY)).matches("[ -~]+\n").contains("a?b?c?d?e?f?g?h?[31mi");
  }

  @Test
  void longValueIsCut() throws Exception {
    var json = JsonMapper.shared().readTree(written("json", "x".repeat(100_000)));

    assertThat(json.get("code").asString()).hasSize(MOST + 3).endsWith("x...");
    assertThat(written("text", "x".repeat(100_000)).strip()).hasSizeLessThan(MOST + 64);
  }

  private static String written(String format, String value) throws Exception {
    var context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    context.putProperty("callflux.log", format);
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(
        requireNonNull(LogLinesHoldTheirShapeTest.class.getResource("/logback.xml")));
    try {
      var root = context.getLogger("ROOT");
      var async = (AsyncAppender) requireNonNull(root.getAppender("async"));
      var console = (ConsoleAppender<ILoggingEvent>) requireNonNull(async.getAppender(format));
      var event = new LoggingEvent("test", root, Level.WARN, "said", null, null);
      event.setKeyValuePairs(List.of(new KeyValuePair("code", value)));
      return new String(console.getEncoder().encode(event), UTF_8);
    } finally {
      context.stop();
    }
  }
}
