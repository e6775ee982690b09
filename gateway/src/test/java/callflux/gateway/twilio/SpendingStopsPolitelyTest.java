package callflux.gateway.twilio;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.realtime.ClientEvent.ResponseCreate;
import callflux.codec.realtime.ClientEvent.SessionUpdate;
import callflux.codec.realtime.ServerEvent;
import callflux.codec.realtime.ServerEvent.Status;
import callflux.codec.realtime.Usage;
import callflux.gateway.agent.AgentDirectory;
import callflux.gateway.agent.Door;
import callflux.gateway.agent.NumberPlan;
import callflux.gateway.agent.Overflow;
import callflux.gateway.call.Calls;
import callflux.gateway.call.Termination;
import callflux.gateway.ops.CallLog;
import callflux.gateway.spend.Price;
import callflux.gateway.spend.SpendConfig;
import callflux.gateway.spend.SpendConfig.SpendCaps;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// A call that has cost what it may ends with a goodbye that is heard, and says so on its last line
/// in the log.
class SpendingStopsPolitelyTest {
  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(CallLog.class);
  private static final String NUMBER = "+14155550199";
  private static final long NO_CAP = Long.MAX_VALUE;

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    LOGGER.addAppender(log);
  }

  @AfterEach
  void listenNoMore() {
    LOGGER.detachAppender(log);
  }

  /// Ten times what the model costs elsewhere, against a cap of a dollar: the third answer is one
  /// too many.
  @Test
  void atTenTimesThePrice() {
    var dear = new Price(40_000_000, 4_000_000, 320_000_000, 240_000_000, 640_000_000);
    var answer = new Usage(400, 500, 100, 300, 0, 0, 100, 400, 0);
    try (var rig = rig(dear, new SpendCaps(1_000_000, NO_CAP, NO_CAP))) {
      var twilio = answered(rig);
      answers(rig, twilio, "r1", answer);
      answers(rig, twilio, "r2", answer);

      answers(rig, twilio, "r3", answer);
      goodbyeIsHeard(rig, twilio, answer);

      // 0.38 dollars an answer.
      assertThat(lastLine()).contains("reason=\"spend_cap\"", "cost_usd=\"1.520000\"");
    }
  }

  @Test
  void whenTheModelReportsWhatCantBe() {
    var price = new Price(4_000_000, 400_000, 32_000_000, 24_000_000, 64_000_000);
    var absurd =
        new Usage(Long.MAX_VALUE, Long.MAX_VALUE, -1, Long.MIN_VALUE, -7, 0, 5, Long.MAX_VALUE, 0);
    try (var rig = rig(price, new SpendCaps(NO_CAP, 2_000_000, NO_CAP))) {
      var twilio = answered(rig);

      answers(rig, twilio, "r1", absurd);
      goodbyeIsHeard(rig, twilio, absurd);

      assertThat(lastLine()).contains("reason=\"spend_cap\"", "result=\"success\"");
      assertThat(rig.meters.counter("callflux.spend.absurd.usages").count()).isEqualTo(2);
      // The number's day is over.
      var next = Rig.incoming("CallSid", "CA" + "9".repeat(32));
      assertThat(rig.posts(VoiceWebhook.PATH, next).body())
          .contains("<Say>Please call again tomorrow.</Say>");
      assertThat(
              rig.meters
                  .counter("callflux.calls.turned.away", "reason", "spent", "number", NUMBER)
                  .count())
          .isEqualTo(1);
    }
  }

  private static Twilio answered(Rig rig) {
    var twilio = rig.connected().starts().says(Twilio.media(Voice.base64(1), 0));
    rig.model.line().hears(1);
    return twilio;
  }

  private static void answers(Rig rig, Twilio twilio, String response, Usage usage) {
    speaks(rig, response);
    twilio.says(Twilio.mark(mark(twilio)));
    rig.model.line().says(done(response, usage));
  }

  /// It is asked for, said, and the call lives until its mark has come back.
  private static void goodbyeIsHeard(Rig rig, Twilio twilio, Usage usage) {
    var model = rig.model.line();
    model.isTold(event -> event instanceof SessionUpdate);
    model.says(new ServerEvent.SessionUpdated("session", 0));
    model.isTold(event ->
        event instanceof ResponseCreate create
            && requireNonNull(create.instructions()).contains("goodbye"));
    speaks(rig, "bye");
    model.says(done("bye", usage));
    var mark = mark(twilio);
    assertThat(rig.calls.admitted()).isEqualTo(1);

    twilio.says(Twilio.mark(mark));

    assertThat(twilio.closed().code()).isEqualTo(1000);
    assertThat(rig.outcome()).isEqualTo(Termination.SPEND_CAP);
    rig.isIdle();
  }

  private static void speaks(Rig rig, String response) {
    var model = rig.model.line();
    model.says(new ServerEvent.ResponseCreated(response, false));
    model.says(new ServerEvent.OutputAudioDelta(response, "i-" + response, 0, Voice.frame(7)));
    model.says(new ServerEvent.OutputAudioDone(response, "i-" + response, 0));
  }

  private static ServerEvent done(String response, Usage usage) {
    return new ServerEvent.ResponseDone(response, Status.COMPLETED, null, List.of(), usage);
  }

  /// The name of the next mark, after the speech before it.
  private static String mark(Twilio twilio) {
    var message = twilio.hears();
    while (!message.startsWith("{\"event\":\"mark\"")) {
      message = twilio.hears();
    }
    int from = message.indexOf("\"name\":\"") + 8;
    return message.substring(from, message.indexOf('"', from));
  }

  private String lastLine() {
    return requireNonNull(log.list.getLast().getKeyValuePairs()).toString();
  }

  private static Rig rig(Price price, SpendCaps caps) {
    var door = new Door(null, null, new Overflow.Say("Please call again tomorrow.", null));
    var agents = new AgentDirectory(List.of(new NumberPlan(NUMBER, Rig.agent(), door)), null);
    return new Rig(
        new Calls.Terms(10, Duration.ofSeconds(60)),
        agents,
        new SpendConfig(Map.of("model", price), Map.of("default", "model"), caps));
  }
}
