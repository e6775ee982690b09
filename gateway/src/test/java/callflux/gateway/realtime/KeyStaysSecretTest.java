package callflux.gateway.realtime;

import static callflux.gateway.realtime.Rig.LONG;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import callflux.gateway.call.CallFailure;
import callflux.gateway.config.Secret;
import callflux.gateway.realtime.RealtimeConfig.BreakerSettings;
import callflux.gateway.realtime.RealtimeConfig.Patience;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import reactor.test.StepVerifier;

/// However a dial comes out, the key is in no message, and in no line that is logged at INFO or, of
/// our own, at any level.
class KeyStaysSecretTest {
  private final Queue<String> logged = new ConcurrentLinkedQueue<>();
  private final AppenderBase<ILoggingEvent> ear =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          logged.add(
              event.getFormattedMessage()
                  + event.getKeyValuePairs()
                  + ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
      };

  @BeforeEach
  void listen() {
    ear.start();
    logger(Logger.ROOT_LOGGER_NAME).addAppender(ear);
    logger("callflux").setLevel(Level.TRACE);
  }

  @AfterEach
  void listenNoMore() {
    logger(Logger.ROOT_LOGGER_NAME).detachAppender(ear);
    logger("callflux").setLevel(null);
  }

  static Stream<ScriptedServer.Script> servers() {
    return Stream.of(
        Peer::request,
        Peer::reset,
        Peer::readToEnd,
        peer -> peer.answer("401 Unauthorized"),
        peer -> peer.answer("429 Too Many Requests"),
        peer -> peer.answer("500 Oops"),
        peer -> peer.answer("301 Moved\r\nLocation: http://127.0.0.1:1/"),
        peer -> peer.answer("101 Switching Protocols\r\nUpgrade: nothing"),
        peer -> peer.write("SSH-2.0-OpenSSH\r\n".repeat(1_000).getBytes(UTF_8)));
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aFailedDialDoesNotTell(ScriptedServer.Script script) throws Exception {
    try (var server = ScriptedServer.playing(script)) {
      var patience = new Patience(LONG, Duration.ofMillis(300), LONG, Rig.retries(2));
      StepVerifier.create(Rig.of(server.url(), patience).client().dial(Rig.agent()))
          .expectErrorSatisfies(e -> {
            assertThat(e).isInstanceOf(CallFailure.class);
            assertThat(whole(e)).doesNotContain(Rig.CANARY);
          })
          .verify(LONG);
      assertThat(server.requests()).allMatch(request -> request.contains(Rig.CANARY));
      assertThat(logged).noneMatch(line -> line.contains(Rig.CANARY));
    }
  }

  @Test
  void aSecretDoesNotPrint() {
    var config = Rig.config("ws://127.0.0.1:1/", Rig.PATIENT, BreakerSettings.DEFAULTS);
    assertThat(config.toString()).contains("***").doesNotContain(Rig.CANARY);
  }

  @Test
  void aKeyThatCantBeSentIsNotShownEither() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Access.bearer(new Secret(Rig.CANARY + "\n")))
        .withMessageContaining("OPENAI_API_KEY")
        .withMessageContaining("line break")
        .satisfies(e -> assertThat(whole(e)).doesNotContain(Rig.CANARY));
  }

  private static String whole(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }
}
