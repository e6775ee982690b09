package callflux.gateway.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.agent.AgentDirectory;
import callflux.gateway.agent.Destination;
import callflux.gateway.agent.Door;
import callflux.gateway.agent.NumberPlan;
import callflux.gateway.agent.Overflow;
import callflux.gateway.call.Calls;
import callflux.gateway.call.Caps;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// What a number's callers get when there is no room.
class OverloadIsTurnedAwayTest {
  private static final int ROOM = 20;
  private static final int OFFERED = 200;
  private static final Duration BETWEEN = Duration.ofMillis(10);
  private static final Duration HELD = Duration.ofMillis(400);

  private static final String BUSY = "+14155550100";
  private static final String SAYS = "+14155550101";
  private static final String DIALS = "+14155550102";
  private static final Map<String, String> OVERFLOW =
      Map.of(
          BUSY, "<Response><Reject reason=\"busy\"/></Response>",
          SAYS,
              "<Response><Say language=\"en-GB\">All lines are &lt;taken&gt;.</Say><Hangup/>"
                  + "</Response>",
          DIALS, "<Response><Dial><Number>+4930123456</Number></Dial><Hangup/></Response>");

  private final Rig rig = new Rig(terms(), numbers(), Rig.FREE);

  @AfterEach
  void stop() {
    rig.close();
  }

  private record Answered(String to, String twiml, int admitted) {}

  /// Calls come whether or not there is room, twice as many as there is room for.
  @Test
  void everyCallThatIsTurnedAwayGetsItsNumbersOverflow() {
    var answers =
        Objects.requireNonNull(
            Flux.interval(BETWEEN)
                .onBackpressureBuffer()
                .take(OFFERED)
                .flatMap(this::call, OFFERED)
                .collectList()
                .block(Duration.ofSeconds(60)));

    var refused = answers.stream().filter(answer -> !isAdmitted(answer.twiml())).toList();
    assertThat(answers).hasSize(OFFERED).allMatch(answer -> answer.admitted() <= ROOM);
    assertThat(refused)
        .isNotEmpty()
        .hasSizeLessThan(OFFERED)
        .allSatisfy(answer -> assertThat(answer.twiml()).endsWith(OVERFLOW.get(answer.to())));
    assertThat(turnedAway()).isEqualTo(refused.size());
    rig.isIdle();
    assertThat(Flux.range(0, ROOM).map(i -> offer(1_000 + i)).toIterable())
        .allMatch(answer -> isAdmitted(answer.twiml()));
    assertThat(isAdmitted(offer(2_000).twiml())).isFalse();
  }

  @Test
  void callerWhoCallsTooOftenIsBusyAndPassedOnToNobody() {
    for (int i = 0; i < ROOM; i++) {
      rig.posts(VoiceWebhook.PATH, form(i, DIALS, "+15550001"));
      rig.posts(StatusWebhook.PATH, ended(i));
    }

    assertThat(rig.posts(VoiceWebhook.PATH, form(99, DIALS, "+15550001")).body())
        .endsWith(OVERFLOW.get(BUSY));
    assertThat(
            rig.meters
                .counter("callflux.calls.turned.away", "reason", "caller_minute", "number", DIALS)
                .count())
        .isEqualTo(1);
  }

  private Mono<Answered> call(long number) {
    return Mono.fromCallable(() -> offer((int) number))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(
            answer -> isAdmitted(answer.twiml()) ? talk((int) number, answer) : Mono.just(answer));
  }

  private Answered offer(int number) {
    var to = List.of(BUSY, SAYS, DIALS).get(number % 3);
    var answer = rig.posts(VoiceWebhook.PATH, form(number, to, "+1555" + number));
    return new Answered(to, answer.body(), rig.calls.admitted());
  }

  private Mono<Answered> talk(int number, Answered answer) {
    return Mono.fromCallable(() ->
            Twilio.connects(rig.port(), Rig.streamUrl(answer.twiml()))
                .says(Twilio.connected(), Twilio.start(sid(number))))
        .delayElement(HELD, Schedulers.boundedElastic())
        .map(twilio -> twilio.says(Twilio.stop()).closed())
        .thenReturn(answer);
  }

  private static boolean isAdmitted(String twiml) {
    return twiml.contains("<Stream ");
  }

  private double turnedAway() {
    return rig.meters.find("callflux.calls.turned.away").tag("reason", "full").counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  private static Map<String, List<String>> form(int number, String to, String from) {
    var form = Rig.incoming("CallSid", sid(number));
    form.put("From", List.of(from));
    form.put("To", List.of(to));
    return form;
  }

  private static Map<String, List<String>> ended(int number) {
    var form = Rig.incoming("CallSid", sid(number));
    form.put("CallStatus", List.of("completed"));
    return form;
  }

  private static String sid(int number) {
    return "CA%032x".formatted(number);
  }

  private static Calls.Terms terms() {
    var caps = new Caps(ROOM, 1_000, 1_000, 1_000, new Caps.Caller(1_000, ROOM, 1_000));
    return new Calls.Terms(caps, Duration.ofSeconds(60));
  }

  private static AgentDirectory numbers() {
    return new AgentDirectory(
        List.of(
            number(BUSY, new Overflow.Busy()),
            number(SAYS, new Overflow.Say("All lines are <taken>.", "en-GB")),
            number(DIALS, new Overflow.Dial(new Destination("+4930123456")))),
        null);
  }

  private static NumberPlan number(String number, Overflow overflow) {
    return new NumberPlan(number, Rig.agent(), new Door(null, null, overflow));
  }
}
