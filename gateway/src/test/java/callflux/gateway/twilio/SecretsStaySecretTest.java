package callflux.gateway.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void refusalShowsNothingSecret(String row, UnaryOperator<String> request) {
    var nonce = nonce(rig.streamUrl());

    var answer = Http.ask(rig.port(), request.apply(nonce));

    assertThat(answer.status()).isEqualTo(403);
    // Each has a gateway of its own, so that no line is held back.
    assertThat(log.lines()).anyMatch(line -> line.contains("not believed"));
    assertNothingSecret(nonce, answer);
  }

  static Stream<Arguments> refusals() {
    var form = Http.encoded(Rig.incoming());
    var voice = VoiceWebhook.PATH;
    return Stream.of(
        refusal("unsigned", _ -> Http.post(voice, form)),
        refusal("token for a signature", _ -> Http.post(voice, form, Rig.TOKEN)),
        refusal("token in the query", _ -> Http.post(voice + "?" + Rig.TOKEN, form, "AAAA")),
        refusal("token in the form", _ -> Http.post(voice, form + "&x=" + Rig.TOKEN, "AAAA")),
        refusal("unsigned upgrade", nonce -> Http.upgrade(MediaStreamSocket.PATH + nonce)),
        refusal("wrong nonce", SecretsStaySecretTest::signedUpgrade));
  }

  @Test
  void hostileStreamShowsNothingSecret() {
    var url = rig.streamUrl();
    var twilio = Twilio.connects(rig.port(), url).starts();
    twilio.says(NUMBER, "{\"" + NUMBER, Twilio.media(NUMBER, 0), "\"" + Rig.TOKEN + "\"");
    assertThat(twilio.closed().code()).isEqualTo(1008);
    rig.outcome();

    assertThat(log.lines()).anyMatch(line -> line.contains("reason=bad_json"));
    assertNothingSecret(nonce(url), twilio.closed());
  }

  private void assertNothingSecret(String nonce, Object answer) {
    var seen = List.of(log.lines(), answer, rig.meters.getMeters(), Rig.config()).toString();
    assertThat(seen).doesNotContain(Rig.TOKEN, nonce, NUMBER);
  }

  private static Arguments refusal(String row, UnaryOperator<String> request) {
    return Arguments.of(row, request);
  }

  /// Rightly signed, for a socket that is almost the call's.
  private static String signedUpgrade(String nonce) {
    var path = MediaStreamSocket.PATH + nonce + "0";
    return Http.upgrade(path, Rig.signed("wss://voice.example.com" + path));
  }

  private static String nonce(String streamUrl) {
    return streamUrl.substring(streamUrl.lastIndexOf('/') + 1);
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
