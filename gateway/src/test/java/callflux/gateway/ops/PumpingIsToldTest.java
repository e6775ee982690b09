package callflux.gateway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.audio.AudioFormat;
import callflux.codec.realtime.Session;
import callflux.codec.realtime.Session.TurnDetection.ServerVad;
import callflux.gateway.agent.Agent;
import callflux.gateway.agent.NumberPlan;
import callflux.gateway.call.Call;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/// Far more calls than usual from numbers that begin alike are told to the operator.
class PumpingIsToldTest {
  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(PumpingAlarm.class);
  private static final String HERE = "+141555";
  private static final String THERE = "+881612";
  private static final NumberPlan PLAN = new NumberPlan("+1415*", agent());

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final PumpingAlarm alarm = new PumpingAlarm(registry, () -> now);

  @BeforeEach
  void listen() {
    log.start();
    LOGGER.addAppender(log);
  }

  @AfterEach
  void listenNoMore() {
    LOGGER.detachAppender(log);
  }

  /// Of 10, 10 and 40 calls an hour the mean is 20 and four deviations are 56.6.
  @Test
  void moreThanFourDeviationsAboveTheMeanIsTooMuch() {
    for (int hour = 0; hour < 24; hour++) {
      come(HERE, hour % 3 == 2 ? 40 : 10);
      passes(Duration.ofHours(1));
    }

    come(HERE, 76);
    assertThat(alarms()).isZero();
    come(HERE, 1);

    assertThat(alarms()).isEqualTo(1);
    assertThat(line(0))
        .containsEntry("number", "+1415*")
        .containsEntry("calls", "77")
        .containsEntry("usual", "20");
  }

  @Test
  void prefixThatNeverCalledIsToldAtItsTwentiethCall() {
    passes(Duration.ofDays(1));

    come(THERE, 19);
    assertThat(alarms()).isZero();
    come(THERE, 1);
    assertThat(alarms()).isEqualTo(1);
  }

  @Test
  void lineComesOnceAnHour() {
    passes(Duration.ofDays(1));
    come(THERE, 100);
    assertThat(log.list).hasSize(1);
    passes(Duration.ofHours(1));

    come(THERE, 300);

    assertThat(log.list)
        .hasSize(2)
        .allSatisfy(line -> {
          assertThat(line.getLevel()).isEqualTo(Level.WARN);
          assertThat(line.getFormattedMessage())
              .isEqualTo("far more calls than usual from one prefix");
        });
    assertThat(alarms()).isEqualTo(2);
  }

  @Test
  void firstDayTellsOnlyWhatIsUsual() {
    passes(Duration.ofHours(24).minusMillis(1));
    come(THERE, 1_000);
    assertThat(alarms()).isZero();

    passes(Duration.ofMillis(1));
    come(HERE, 20);
    assertThat(alarms()).isEqualTo(1);
  }

  /// Two hours of it are told, and what then comes of it for two days is not.
  @Test
  void whatGoesOnForLongIsUsualUntilItIsForgotten() {
    passes(Duration.ofDays(1));
    for (int hour = 0; hour < 48; hour++) {
      come(THERE, 200);
      passes(Duration.ofHours(1));
    }
    assertThat(alarms()).isEqualTo(2);

    passes(Duration.ofDays(31));
    come(THERE, 20);

    assertThat(alarms()).isEqualTo(3);
    assertThat(line(2)).containsEntry("usual", "0");
  }

  @Test
  void hoursAreThoseOfTheClock() {
    passes(Duration.ofDays(1).plusMinutes(59));
    come(THERE, 19);
    passes(Duration.ofMinutes(1));
    come(THERE, 19);

    assertThat(alarms()).isZero();
  }

  @Test
  void clockThatIsPutBackBeginsNoNewHour() {
    passes(Duration.ofDays(1));
    come(THERE, 19);
    passes(Duration.ofMinutes(-1));
    come(THERE, 1);

    assertThat(alarms()).isEqualTo(1);
  }

  @Test
  void prefixesAreCountedApart() {
    passes(Duration.ofDays(1));
    come(HERE, 19);
    come(THERE, 19);

    assertThat(alarms()).isZero();
    assertThat(alarm.size()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "anonymous", "+266696687", "+12345", "sip:+14155550100@voice.example.com"})
  void callerWhoTellsNoNumberIsNotCounted(String from) {
    passes(Duration.ofDays(1));
    for (int i = 0; i < 100; i++) {
      alarm.admitted(call(from));
    }

    assertThat(alarms()).isZero();
    assertThat(alarm.size()).isZero();
  }

  @Test
  void madeUpNumbersCanNotFillTheMemory() {
    for (int i = 0; i < PumpingAlarm.MOST + 100; i++) {
      alarm.admitted(call("+%06d0000".formatted(200_000 + i)));
    }

    assertThat(alarm.size()).isEqualTo(PumpingAlarm.MOST);
  }

  @Test
  void nothingTellsWhichPrefixItWas() {
    passes(Duration.ofDays(1));
    come(THERE, 20);

    assertThat(line(0)).extractingByKey("prefix").asString().matches("[0-9a-f]{8}");
    assertThat(line(0).toString() + registry.scrape()).doesNotContain(THERE.substring(1));
  }

  private void come(String prefix, int calls) {
    for (int i = 0; i < calls; i++) {
      alarm.admitted(call(prefix + "%04d".formatted(i)));
    }
  }

  private void passes(Duration time) {
    now = now.plus(time);
  }

  private double alarms() {
    return registry.get("callflux.pumping.alarms").counter().count();
  }

  private Map<String, String> line(int index) {
    return log.list.get(index).getKeyValuePairs().stream()
        .collect(Collectors.toMap(pair -> pair.key, pair -> String.valueOf(pair.value)));
  }

  private static Call call(String from) {
    return new Call("CA", "AC", from, "+14155550199", PLAN);
  }

  private static Agent agent() {
    var turns = new ServerVad(0.5, 300, 500, null, true, true);
    var session =
        new Session(
            null, "Be brief.", AudioFormat.PCMU, null, 1.0, turns, null, null, null, List.of());
    var limits = new Agent.Limits(Duration.ofMinutes(60), Duration.ofSeconds(60));
    return new Agent("reception", session, null, limits);
  }
}
