package callflux.gateway.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// What must not be seen is in no log line, no answer and no metric, whatever goes wrong.
class SecretsStaySecretTest {
  private static final String NUMBER = "4155550100";
  private static final Logger ROOT =
      (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

  private final Rig rig = new Rig();
  private final Log log = new Log();

  @BeforeEach
  void listen() {
    log.setContext(ROOT.getLoggerContext());
    log.start();
    ROOT.addAppender(log);
  }

  @AfterEach
  void stop() {
    ROOT.detachAppender(log);
    rig.close();
  }

  @Test
  void refusalIsLoggedWithItsReasonAndTheUrlThatShouldHaveBeenSigned() {
    Http.ask(rig.port(), Http.post("/twilio/voice?secret=1", Http.encoded(Rig.incoming())));

    assertThat(log.lines())
        .anyMatch(line ->
            line.matches(
                "(?s).*reason=absent.*url=https://voice\\.example\\.com/twilio/voice\\?….*"
                    + "peer=[0-9a-f]{16} .*"));
  }

  @Test
  void nothingSecretIsSeen() {
    var url = rig.streamUrl();
    var nonce = url.substring(url.lastIndexOf('/') + 1);
    var form = Http.encoded(Rig.incoming());
    var answers =
        Stream.of(
                Http.post(VoiceWebhook.PATH, form),
                Http.post(VoiceWebhook.PATH, form, Rig.TOKEN),
                Http.post(VoiceWebhook.PATH + "?" + Rig.TOKEN, form + "&x=" + Rig.TOKEN, "AAAA"),
                Http.post(VoiceWebhook.PATH, form + "&x=%zz" + Rig.TOKEN, "AAAA"),
                Http.upgrade(MediaStreamSocket.PATH + nonce),
                Http.upgrade(MediaStreamSocket.PATH + nonce, Rig.TOKEN))
            .map(request -> Http.ask(rig.port(), request))
            .toList();
    var twilio = Twilio.connects(rig.port(), url).starts();
    twilio.says(NUMBER, "{\"" + NUMBER, Twilio.media(NUMBER, 0), "\"" + Rig.TOKEN + "\"");
    assertThat(twilio.closed().code()).isEqualTo(1008);
    rig.outcome();

    var seen = List.of(log.lines(), answers, rig.meters.getMeters(), Rig.config()).toString();
    assertThat(log.lines()).isNotEmpty();
    assertThat(seen).doesNotContain(Rig.TOKEN, nonce, NUMBER);
  }

  /// Everything that is logged, as a line.
  private static final class Log extends AppenderBase<ILoggingEvent> {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    List<String> lines() {
      return lines;
    }

    @Override
    protected void append(ILoggingEvent event) {
      if (event.getLevel().isGreaterOrEqual(Level.INFO)) {
        lines.add(line(event));
      }
    }

    private static String line(ILoggingEvent event) {
      var line = new StringBuilder(event.getFormattedMessage());
      var pairs = event.getKeyValuePairs();
      if (pairs != null) {
        pairs.forEach(pair -> line.append(' ').append(pair.key).append('=').append(pair.value));
      }
      var failure = event.getThrowableProxy();
      return failure == null ? line.toString() : line + " " + failure.getMessage();
    }
  }
}
