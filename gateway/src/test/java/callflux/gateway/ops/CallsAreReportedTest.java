package callflux.gateway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.audio.AudioFormat;
import callflux.codec.realtime.ServerEvent.Status;
import callflux.codec.realtime.Session;
import callflux.codec.realtime.Session.TurnDetection.ServerVad;
import callflux.codec.realtime.Usage;
import callflux.gateway.agent.Agent;
import callflux.gateway.agent.NumberPlan;
import callflux.gateway.call.Admission;
import callflux.gateway.call.Call;
import callflux.gateway.call.CallEvent;
import callflux.gateway.call.CallSummary;
import callflux.gateway.call.Termination;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import net.logstash.logback.encoder.LogstashEncoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is left of a call in the log and in the metrics, and what is not.
class CallsAreReportedTest {
  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(CallLog.class);
  private static final String SID = "CA0123456789abcdef0123456789abcdef";
  private static final String CALLER = "4155550100";
  private static final String CALLED = "4155550199";
  private static final Call CALL =
      new Call(SID, "AC0123456789abcdef0123456789abcdef", "+1" + CALLER, "+1" + CALLED, plan());
  private static final String NUMBER = "number=\"+1415*\"";
  private static final String WHO = "agent=\"reception\"," + NUMBER;
  private static final String CODE = "agent=\"reception\",code=";
  private static final String HUNG_UP = "reason=\"caller_hung_up\",result=\"success\"";
  private static final CallSummary SUMMARY =
      new CallSummary(Duration.ofMillis(61_234), 5, 2, 4, 3_061, 2_500);

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final LogstashEncoder json = new LogstashEncoder();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final CallMeters meters = new CallMeters(registry);

  @BeforeEach
  void listen() {
    json.setContext(LOGGER.getLoggerContext());
    json.start();
    log.start();
    LOGGER.addAppender(log);
  }

  @AfterEach
  void listenNoMore() {
    LOGGER.detachAppender(log);
    json.stop();
  }

  @Test
  void oneLineAtAnswerAndOneAtTheEnd() {
    var calls = new CallLog(_ -> new BigDecimal("0.012345"));
    calls.answered(CALL);
    events().forEach(event -> calls.happened(CALL, event));
    calls.ended(CALL, Termination.MODEL_LOST, SUMMARY);

    assertThat(log.list).hasSize(2);
    var answered = line(0);
    assertThat(answered.get("message").asString()).isEqualTo("call answered");
    assertThat(answered.get("call").asString()).isEqualTo(SID);
    assertThat(answered.get("agent").asString()).isEqualTo("reception");
    assertThat(answered.get("number").asString()).isEqualTo("+1415*");
    assertThat(answered.get("from").asString()).isEqualTo("+1415***0100");
    var ended = line(1);
    assertThat(ended.get("message").asString()).isEqualTo("call ended");
    assertThat(ended.get("call").asString()).isEqualTo(SID);
    assertThat(ended.get("reason").asString()).isEqualTo("model_lost");
    assertThat(ended.get("result").asString()).isEqualTo("upstream_error");
    assertThat(ended.get("millis").intValue()).isEqualTo(61_234);
    assertThat(ended.get("turns").intValue()).isEqualTo(5);
    assertThat(ended.get("barge_ins").intValue()).isEqualTo(2);
    assertThat(ended.get("responses").intValue()).isEqualTo(4);
    assertThat(ended.get("frames_in").intValue()).isEqualTo(3_061);
    assertThat(ended.get("frames_out").intValue()).isEqualTo(2_500);
    assertThat(ended.get("cost_usd").decimalValue()).isEqualByComparingTo("0.012345");
    assertThat(answered.toString() + ended).doesNotContain(CALLER);
  }

  @Test
  void bothLinesSayWhoAnswersWhichOfOurNumbersAndWithWhichPrompt() {
    var calls = new CallLog(_ -> BigDecimal.ZERO);
    calls.answered(CALL);
    calls.ended(CALL, Termination.MODEL_LOST, SUMMARY);

    assertThat(List.of(line(0), line(1)))
        .allSatisfy(line -> {
          assertThat(line.get("agent").asString()).isEqualTo("reception");
          assertThat(line.get("number").asString()).isEqualTo(CALL.plan().label());
          assertThat(line.get("prompt").asString()).isEqualTo(CALL.agent().promptVersion());
        });
  }

  @Test
  void everyCallCounts() {
    meters.answered(CALL);
    events().forEach(event -> meters.happened(CALL, event));
    meters.ended(CALL, Termination.CALLER_HUNG_UP, SUMMARY);

    assertThat(registry.scrape())
        .contains(
            "callflux_calls_answered_total{" + WHO + "} 1.0\n",
            "callflux_calls_active{" + WHO + "} 0.0\n",
            "callflux_turns_total{" + WHO + "} 2.0\n",
            "callflux_barge_ins_total{" + WHO + "} 1.0\n",
            "callflux_dead_air_seconds_total{" + WHO + "} 3.0\n",
            "callflux_dead_air_pauses_total{" + WHO + "} 1.0\n",
            "callflux_late_audio_millis_total 100.0\n",
            "callflux_speech_overflowed_millis_total 200.0\n",
            "callflux_caller_gaps_padded_millis_total 300.0\n",
            "callflux_caller_audio_dropped_millis_total 400.0\n",
            "callflux_marks_overdue_total 1.0\n",
            "callflux_responses_total{" + WHO + ",status=\"completed\"} 1.0\n",
            "callflux_call_errors_total{" + CODE + "\"rate_limit_exceeded\"," + NUMBER + "} 1.0\n",
            "callflux_call_errors_total{" + CODE + "\"other\"," + NUMBER + "} 2.0\n",
            "callflux_calls_ended_seconds_count{" + WHO + "," + HUNG_UP + "} 1\n",
            "callflux_calls_ended_seconds_sum{" + WHO + "," + HUNG_UP + "} 61.234\n");
  }

  @Test
  void everyWaitIsTimed() {
    events().forEach(event -> meters.happened(CALL, event));

    assertThat(registry.scrape())
        .contains(
            "callflux_stream_start_seconds_sum{" + WHO + "} 0.4\n",
            "callflux_call_setup_seconds_sum{" + WHO + "} 0.9\n",
            "callflux_time_to_first_audio_seconds_sum{" + WHO + "} 0.7\n",
            "callflux_voice_to_voice_seconds_sum{" + WHO + "} 0.82\n",
            "callflux_voice_to_voice_seconds_bucket{" + WHO + ",le=\"0.8\"} 0\n",
            "callflux_voice_to_voice_seconds_bucket{" + WHO + ",le=\"1.0\"} 1\n",
            "callflux_gateway_share_seconds_count{" + WHO + "} 2\n",
            "callflux_gateway_share_seconds_bucket{" + WHO + ",le=\"2.5E-4\"} 1\n",
            "callflux_barge_in_seconds_sum{" + WHO + "} 0.003\n");
  }

  @Test
  void callThatNeverGotAModelWasNeverActive() {
    meters.ended(CALL, Termination.MODEL_UNREACHABLE, SUMMARY);
    assertThat(registry.scrape()).contains("callflux_calls_active{" + WHO + "} 0.0\n");

    meters.answered(CALL);
    assertThat(registry.scrape()).contains("callflux_calls_active{" + WHO + "} 1.0\n");
  }

  @Test
  void serverCanNotMakeLabelsWithoutEnd() {
    for (char a = 'a'; a <= 'z'; a++) {
      for (char b = 'a'; b <= 'z'; b++) {
        meters.happened(CALL, new CallEvent.ErrorReported("code_" + a + b));
      }
    }

    assertThat(registry.scrape().lines().filter(line -> line.startsWith("callflux_call_errors")))
        .hasSize(Codes.MOST + 1)
        .anyMatch(line -> line.contains("code=\"other\""));
  }

  @Test
  void callThatIsTurnedAwayCounts() {
    new DoorMeters(registry).turnedAway(CALL, Admission.Reason.ANONYMOUS_FULL);

    assertThat(registry.scrape())
        .contains(
            "callflux_calls_turned_away_total{number=\"%s\",reason=\"anonymous_full\"} 1.0\n"
                .formatted(CALL.plan().label()))
        .doesNotContain(CALLER);
  }

  @Test
  void noLabelTellsWhoCalled() {
    meters.answered(CALL);
    events().forEach(event -> meters.happened(CALL, event));
    meters.ended(CALL, Termination.CALLER_LOST, SUMMARY);

    assertThat(registry.scrape()).doesNotContain(SID, SID.substring(2), CALLER, CALLED);
  }

  private static List<CallEvent> events() {
    return List.of(
        new CallEvent.SessionReady(),
        new CallEvent.SetUp(Duration.ofMillis(400), Duration.ofMillis(900)),
        new CallEvent.FirstAudio(Duration.ofMillis(700)),
        new CallEvent.CallerPaused(),
        new CallEvent.AnswerBegan(Duration.ofNanos(200_000), Duration.ofMillis(820)),
        new CallEvent.AnswerBegan(Duration.ofMillis(2), null),
        new CallEvent.SpeechBegan(),
        new CallEvent.SpeechHeard(),
        new CallEvent.Cleared(Duration.ofMillis(3)),
        new CallEvent.DeadAir(2, true),
        new CallEvent.DeadAir(1, false),
        new CallEvent.CallerSpoke(true, 1),
        new CallEvent.CallerSpoke(false, 0),
        new CallEvent.ResponseEnded(Status.COMPLETED, null, Usage.NONE),
        new CallEvent.ErrorReported("rate_limit_exceeded"),
        new CallEvent.ErrorReported("call " + SID + " of " + CALLER),
        new CallEvent.ErrorReported(null),
        new CallEvent.LateAudioDropped(100),
        new CallEvent.SpeechOverflowed(200),
        new CallEvent.GapPadded(300),
        new CallEvent.CallerAudioDropped(400),
        new CallEvent.MarksOverdue(),
        new CallEvent.KeysPressed(3));
  }

  private JsonNode line(int index) {
    return JsonMapper.shared().readTree(json.encode(log.list.get(index)));
  }

  private static NumberPlan plan() {
    var turns = new ServerVad(0.5, 300, 500, null, true, true);
    var session =
        new Session(
            null, "Be brief.", AudioFormat.PCMU, null, 1.0, turns, null, null, null, List.of());
    var limits = new Agent.Limits(Duration.ofMinutes(60), Duration.ofSeconds(60));
    return new NumberPlan("+1415*", new Agent("reception", session, null, limits));
  }
}
