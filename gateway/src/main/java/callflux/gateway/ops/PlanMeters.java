package callflux.gateway.ops;

import callflux.gateway.call.Call;
import callflux.gateway.call.CallEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/// What is counted and timed of the calls that one agent takes on one number.
///
/// Buckets are fixed, so that instances can be added up.
final class PlanMeters {
  /// What a caller waits for.
  private static final Duration[] WAITS =
      millis(100, 200, 300, 400, 500, 600, 800, 1_000, 1_500, 2_000, 3_000, 5_000, 10_000);

  /// What the gateway does at once.
  private static final Duration[] INSTANTS =
      micros(
          100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000);

  private final Meters meters;
  private final AtomicInteger active = new AtomicInteger();
  private final Counter answered;
  private final Counter turns;
  private final Counter bargeIns;
  private final Counter deadAir;
  private final Counter deadAirs;
  private final Timer setUp;
  private final Timer streamStart;
  private final Timer firstAudio;
  private final Timer voiceToVoice;
  private final Timer bargeIn;
  private final Timer share;

  /// Labels: both are words of the configuration, so that there are no more series than it has
  /// numbers and agents.
  ///
  /// @param number the plan's label, never a caller's number
  record Who(String agent, String number) {
    static Who of(Call call) {
      return new Who(call.agent().name(), call.plan().label());
    }
  }

  PlanMeters(MeterRegistry registry, Who who) {
    meters = new Meters(registry, Tags.of("agent", who.agent(), "number", who.number()));
    answered = meters.counter("callflux.calls.answered", "Calls connected to the model");
    turns = meters.counter("callflux.turns", "Times that a caller began to speak");
    bargeIns = meters.counter("callflux.barge.ins", "Times that this cut the model short");
    deadAir = meters.counter("callflux.dead.air.seconds", "Silence while an answer was owed");
    deadAirs = meters.counter("callflux.dead.air.pauses", "Such silences of more than two seconds");
    setUp = meters.timer("callflux.call.setup", "From webhook to session", WAITS);
    streamStart = meters.timer("callflux.stream.start", "From webhook to media socket", WAITS);
    firstAudio = meters.timer("callflux.time.to.first.audio", "From there to a sound", WAITS);
    voiceToVoice =
        meters.timer("callflux.voice.to.voice", "From the caller's pause to the answer", WAITS);
    bargeIn = meters.timer("callflux.barge.in", "From speech started to clear", INSTANTS);
    share = meters.timer("callflux.gateway.share", "The gateway's part of an answer", INSTANTS);
    meters.gauge("callflux.calls.active", "Calls connected to the model now", active);
  }

  /// Loads now what the first call would have to wait for, and with it whatever else is on its
  /// event loop: it takes a tenth of a second.
  static void load() {
    var scratch = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var meters = new PlanMeters(scratch, new Who("", ""));
    meters.voiceToVoice.record(Duration.ZERO);
    meters.responded("");
    meters.ended("", "", Duration.ZERO);
    scratch.close();
  }

  void answered() {
    answered.increment();
    active.incrementAndGet();
  }

  void setUp(CallEvent.SetUp event) {
    setUp.record(event.toSession());
    streamStart.record(event.toStream());
  }

  void firstAudio(CallEvent.FirstAudio event) {
    firstAudio.record(event.time());
  }

  void callerSpoke(CallEvent.CallerSpoke event) {
    turns.increment();
    bargeIns.increment(event.bargeIn() ? 1 : 0);
  }

  void cleared(CallEvent.Cleared event) {
    bargeIn.record(event.time());
  }

  void answerBegan(CallEvent.AnswerBegan event) {
    share.record(event.share());
    if (event.voiceToVoice() != null) {
      voiceToVoice.record(event.voiceToVoice());
    }
  }

  void deadAir(CallEvent.DeadAir event) {
    deadAir.increment(event.seconds());
    deadAirs.increment(event.begins() ? 1 : 0);
  }

  void responded(String status) {
    meters.labelled("callflux.responses", "Answers, by how they ended", "status", status, 1);
  }

  void error(String code) {
    meters.labelled(
        "callflux.call.errors", "Error events that a call went on after", "code", code, 1);
  }

  void hungUp() {
    active.decrementAndGet();
  }

  void ended(String reason, String result, Duration length) {
    meters.ended(reason, result, length);
  }

  private static Duration[] millis(long... millis) {
    return Arrays.stream(millis).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
  }

  private static Duration[] micros(long... micros) {
    return Arrays.stream(micros)
        .mapToObj(each -> Duration.ofNanos(each * 1_000))
        .toArray(Duration[]::new);
  }

  /// A registry with the two labels that all have.
  private record Meters(MeterRegistry registry, Tags tags) {
    Counter counter(String name, String description) {
      return Counter.builder(name).description(description).tags(tags).register(registry);
    }

    Timer timer(String name, String description, Duration[] buckets) {
      return Timer.builder(name)
          .description(description)
          .tags(tags)
          .serviceLevelObjectives(buckets)
          .register(registry);
    }

    void gauge(String name, String description, AtomicInteger value) {
      Gauge.builder(name, value, AtomicInteger::get)
          .description(description)
          .tags(tags)
          .register(registry);
    }

    void labelled(String name, String description, String label, String value, long more) {
      Counter.builder(name)
          .description(description)
          .tags(tags)
          .tag(label, value)
          .register(registry)
          .increment((double) more);
    }

    void ended(String reason, String result, Duration length) {
      Timer.builder("callflux.calls.ended")
          .description("Calls that have ended, and their length")
          .tags(tags)
          .tag("reason", reason)
          .tag("result", result)
          .register(registry)
          .record(length);
    }
  }
}
