package callflux.gateway.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import callflux.gateway.archive.CallFile;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/// Whatever a model's server answers, a call is read, or marked with why it was not; and what it
/// has cost is known.
class EndpointMayAnswerAnythingTest {
  /// 1,000 tokens in and 200 out.
  private static final long PAID = 3_000;

  private final ResponsesServer server = new ResponsesServer("right");
  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.close();
    server.close();
  }

  @Test
  void rightAnswerIsWhatWasFound() {
    var reading = read("right");

    assertThat(reading.analyst()).isEqualTo("gpt-5.4-mini");
    assertThat(reading.failure()).isNull();
    assertThat(reading.costMicros()).isEqualTo(PAID);
    var findings = Objects.requireNonNull(reading.findings());
    assertThat(findings.summary()).isEqualTo("A caller booked.");
    assertThat(findings.outcome()).isEqualTo("booked");
    assertThat(findings.sentiment()).isEqualTo(0.5);
    assertThat(findings.leadScore()).isEqualTo(90);
    assertThat(findings.topics()).containsExactly("appointment");
    assertThat(findings.followUps()).containsExactly("Send a reminder.");
  }

  @Test
  void requestIsAsTheApiTakesIt() {
    read("right");

    var asked = server.asked.getFirst();
    assertThat(asked.line()).isEqualTo("POST /v1/responses");
    assertThat(asked.headers())
        .containsEntry("authorization", "Bearer sk-canary")
        .containsEntry("content-type", "application/json")
        .containsKey("content-length")
        .doesNotContainKey("transfer-encoding");
    var body = JsonMapper.shared().readTree(asked.body());
    assertThat(body.path("model").asString()).isEqualTo("gpt-5.4-mini");
    assertThat(body.path("store").booleanValue()).isFalse();
    assertThat(body.path("max_output_tokens").intValue()).isPositive();
    var format = body.path("text").path("format");
    assertThat(format.path("type").asString()).isEqualTo("json_schema");
    assertThat(format.path("strict").booleanValue()).isTrue();
    var schema = format.path("schema");
    assertThat(schema.path("additionalProperties").booleanValue()).isFalse();
    assertThat(schema.path("required").valueStream().map(key -> key.asString()))
        .containsExactlyElementsOf(schema.path("properties").propertyNames());
    var message = body.path("input").path(0);
    assertThat(message.path("role").asString()).isEqualTo("user");
    assertThat(message.path("content").path(0).path("type").asString()).isEqualTo("input_text");
    assertThat(message.path("content").path(0).path("text").asString())
        .contains("\"caller\":\"I want to book.\"");
  }

  /// What may pass is asked for again, and all of it is added up.
  @ParameterizedTest
  @CsvSource({
    "429, 0",
    "500, 0",
    "503, 0",
    "408, 0",
    "closes, 0",
    "not json, 0",
    "nothing, 0",
    "no output, 0",
    "failed, 3000",
    "no report, 3000",
    "wrong figure, 3000",
    "key missing, 3000"
  })
  void secondTryMayDo(String answer, long paid) {
    var reading = read(answer, "right");

    assertThat(reading.findings()).isNotNull();
    assertThat(reading.costMicros()).isEqualTo(PAID + paid);
    assertThat(server.asked).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "429, rate_limited, 5, 0",
    "500, server_error, 5, 0",
    "closes, connection, 5, 0",
    "not json, broken_answer, 5, 0",
    "no report, schema_violated, 5, 15000",
    "wrong figure, schema_violated, 5, 15000",
    "refusal, refused_by_model, 1, 3000",
    "incomplete, incomplete, 1, 3000",
    "400, request_refused, 1, 0",
    "404, request_refused, 1, 0",
    "redirect, request_refused, 1, 0",
    "huge, too_long, 1, 0"
  })
  void failureIsMarkedAfterFiveTriesAtMost(String answer, String failure, int tries, long paid) {
    var reading = read(answer);

    assertThat(reading.findings()).isNull();
    assertThat(reading.failure()).isEqualTo(failure);
    assertThat(reading.costMicros()).isEqualTo(paid);
    assertThat(server.asked).hasSize(tries);
    assertThat(desk.tries(failure)).isEqualTo(tries);
    // What the kernel's buffers hold was sent; fifty were not.
    assertThat(server.sent.get()).isLessThan(20L << 20);
  }

  @Test
  void slowAnswerIsNotWaitedForForEver() {
    server.answers("never", "right");
    var reading = desk.read(server.url(), call(), Duration.ofMillis(500));

    assertThat(reading.findings()).isNotNull();
    assertThat(desk.tries("timeout")).isEqualTo(1);
  }

  @Test
  void serverIsLeftAloneForAsLongAsItAsks() {
    read("wait a second", "right");

    long between = server.asked.get(1).nanos() - server.asked.get(0).nanos();
    assertThat(between).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(999));
  }

  @ParameterizedTest
  @CsvSource({"401", "403"})
  void refusedKeySaysNothingOfTheCall(String status) {
    assertThatThrownBy(() -> read(status)).isInstanceOf(Analyst.KeyRefused.class);
    assertThat(server.asked).hasSize(1);
  }

  private Reading read(String... answers) {
    server.answers(answers);
    return desk.read(server.url(), call());
  }

  private static CallFile call() {
    return Told.call(1, "A: Hello.", "C: I want to book.", "A: Done.");
  }
}
