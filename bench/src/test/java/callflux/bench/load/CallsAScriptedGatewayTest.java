package callflux.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.bench.load.CallRecord.Kind;
import callflux.bench.load.CallRecord.Mark;
import callflux.bench.load.CallRecord.Spoken;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

class CallsAScriptedGatewayTest {
  private static final Duration DEADLINE = Duration.ofSeconds(50);
  private static final Utterance WORDS = Speech.synthetic(7, Duration.ofMillis(400));

  /// Long enough to go on while a busy machine stalls.
  private static final Utterance MANY_WORDS = Speech.synthetic(8, Duration.ofSeconds(2));

  private final SimulatedCaller caller = new SimulatedCaller();

  @Test
  void holdsAConversationAndInterruptsIt() {
    try (var gateway = ScriptedGateway.with(() -> new TalkativeModel(75, 0))) {
      var record =
          call(gateway, Scenario.conversation(List.of(WORDS), 3, 1, Duration.ofMillis(100)));

      assertThat(record.ending().kind()).as(record.ending().detail()).isEqualTo(Kind.HUNG_UP);
      assertThat(record.ending().next()).isEqualTo("Hangup");
      assertThat(record.timeline().spoken())
          .extracting(Spoken::interrupting)
          .containsExactly(false, true, false);
      assertThat(record.timeline().answers())
          .extracting(CallRecord.Answer::turn)
          .containsExactly(0, 1, 2, 3);
      assertThat(record.timeline().answers())
          .extracting(CallRecord.Answer::cut)
          .containsExactly(false, true, false, false);
      assertThat(record.counts().stale()).isZero();
    }
  }

  @Test
  void returnsEveryMarkInOrder() {
    try (var gateway = ScriptedGateway.with(() -> new TalkativeModel(75, 0))) {
      var record =
          call(gateway, Scenario.conversation(List.of(WORDS), 1, 1, Duration.ofMillis(100)));

      var sent = IntStream.rangeClosed(1, 14).mapToObj(i -> "m" + i).toList();
      assertThat(record.timeline().marks()).extracting(Mark::name).isEqualTo(sent);
      assertThat(record.timeline().marks()).extracting(Mark::returnedAt).doesNotContainNull();
      assertThat(record.timeline().marks()).extracting(Mark::cleared).contains(true, false);
      assertThat(told(gateway, "mark"))
          .extracting(mark -> mark.get("mark").get("name").asString())
          .isEqualTo(sent);
    }
  }

  @Test
  void signsTheWebhookAndTheStream() {
    try (var gateway = ScriptedGateway.with(() -> new TalkativeModel(5, 0))) {
      call(gateway, silent());

      var rung = gateway.webhooks.element();
      Map<String, String> form =
          rung.form().entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, field -> field.getValue().getFirst()));
      assertThat(form).containsEntry("FromCity", "").containsEntry("CallStatus", "ringing");
      assertThat(rung.signature())
          .isEqualTo(WebhookSignature.sign("12345", "https://gateway.example/twilio/voice", form));
      assertThat(gateway.streamSignatures)
          .containsExactly(
              WebhookSignature.sign("12345", "wss://gateway.example/media/one", Map.of()));
    }
  }

  @Test
  void speaksTheProtocolAsTwilioDoes() {
    try (var gateway = ScriptedGateway.with(() -> new TalkativeModel(5, 0))) {
      call(gateway, silent());

      var heard = List.copyOf(gateway.heard);
      assertThat(heard.getFirst().get("event").asString()).isEqualTo("connected");
      assertThat(heard.get(1).get("start").get("customParameters").get("agent").asString())
          .isEqualTo("a & b");
      assertThat(heard.getLast().get("event").asString()).isEqualTo("stop");
      assertThat(heard.stream().skip(1))
          .extracting(message -> Integer.valueOf(message.get("sequenceNumber").stringValue()))
          .containsExactlyElementsOf(IntStream.range(1, heard.size()).boxed().toList());
      assertThat(told(gateway, "media"))
          .extracting(media -> media.get("media").get("timestamp").stringValue())
          .startsWith("0", "20", "40");
    }
  }

  @Test
  void countsWhatComesOfACutAnswer() {
    try (var gateway = ScriptedGateway.with(() -> new TalkativeModel(75, 3))) {
      var record =
          call(gateway, Scenario.conversation(List.of(MANY_WORDS), 1, 1, Duration.ofMillis(100)));

      assertThat(record.counts().stale()).isEqualTo(3);
    }
  }

  @Test
  void recordsTheCloseOfAGatewayThatHangsUpFirst() {
    try (var gateway = ScriptedGateway.with(() -> _ -> List.of("close"))) {
      var record = call(gateway, silent());

      assertThat(record.ending().kind()).isEqualTo(Kind.CLOSED_BY_GATEWAY);
      assertThat(record.ending().closeCode()).isEqualTo(1013);
    }
  }

  @Test
  void failsOnABinaryMessage() {
    try (var gateway = ScriptedGateway.with(() -> _ -> List.of("binary"))) {
      var record = call(gateway, silent());

      assertThat(record.ending().kind()).isEqualTo(Kind.VIOLATION);
      assertThat(record.ending().detail()).contains("Binary");
    }
  }

  @Test
  void holdsManyCallsAtOnce() {
    try (var gateway = ScriptedGateway.with(() -> new TalkativeModel(25, 0))) {
      var scenario = Scenario.conversation(List.of(WORDS), 1, 1, Duration.ofMillis(100));
      var plan = new CallPlan(gateway.line(), scenario, false);

      var records =
          Objects.requireNonNull(
              Flux.range(0, 40).flatMap(_ -> caller.call(plan), 40).collectList().block(DEADLINE));

      assertThat(records)
          .hasSize(40)
          .allSatisfy(record -> assertThat(record.ending().kind()).isEqualTo(Kind.HUNG_UP));
      assertThat(records).extracting(record -> record.identity().callSid()).doesNotHaveDuplicates();
    }
  }

  @Test
  void placesBriefCallsThatDifferAndEndAsPlanned() {
    long seed = 20_261_122;
    var random = new SplittableRandom(seed);
    try (var gateway = ScriptedGateway.with(() -> new TalkativeModel(75, 0))) {
      var plans =
          Stream.generate(() -> Scenario.brief(random, List.of(WORDS)))
              .limit(20)
              .map(scenario -> new CallPlan(gateway.line(), scenario, false))
              .toList();

      var records =
          Objects.requireNonNull(
              Flux.fromIterable(plans).flatMap(caller::call).collectList().block(DEADLINE));

      assertThat(records)
          .as("seed %d", seed)
          .hasSize(20)
          .allSatisfy(record -> assertThat(record.ending().kind()).isEqualTo(Kind.HUNG_UP))
          .allSatisfy(record -> assertThat(record.tapes()).isNull());
      assertThat(records)
          .extracting(record -> record.timeline().answers().getLast().sound().played())
          .as("seed %d", seed)
          .allMatch(heard -> heard < 1_500)
          .doesNotContain(0.0);
    }
  }

  private CallRecord call(ScriptedGateway gateway, Scenario scenario) {
    var plan = new CallPlan(gateway.line(), scenario, true);
    return Objects.requireNonNull(caller.call(plan).block(DEADLINE));
  }

  /// Listens to the greeting and hangs up.
  private static Scenario silent() {
    return Scenario.conversation(List.of(WORDS), 0, 0, Duration.ZERO);
  }

  private static List<JsonNode> told(ScriptedGateway gateway, String event) {
    return gateway.heard.stream()
        .filter(message -> message.get("event").stringValue().equals(event))
        .toList();
  }
}
