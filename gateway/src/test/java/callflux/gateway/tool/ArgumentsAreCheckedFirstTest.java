package callflux.gateway.tool;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.realtime.Item.FunctionCall;
import callflux.gateway.agent.Parameters;
import callflux.gateway.agent.Tool;
import callflux.gateway.agent.Tool.Method;
import callflux.gateway.call.ToolResult;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A model may write anything: what its tool does not take, no endpoint is asked.
class ArgumentsAreCheckedFirstTest {
  private static final Parameters BOOKING =
      Parameters.of(
          Map.of(
              "type",
              "object",
              "properties",
              Map.of(
                  "day", Map.of("enum", List.of("monday", "tuesday")),
                  "seats", Map.of("type", "integer", "minimum", 1, "maximum", 8)),
              "required",
              List.of("day"),
              "additionalProperties",
              false));

  private final Endpoints endpoints = new Endpoints();
  private final Bench bench = new Bench(Bench.HERE);

  @AfterEach
  void close() {
    bench.close();
    endpoints.close();
  }

  static Stream<String> bad() {
    return Stream.of(
        "",
        "null",
        "[]",
        "\"monday\"",
        "not json",
        "{",
        "{\"day\":\"monday\"}}",
        "{\"day\":\"monday\"} {\"day\":\"tuesday\"}",
        "{\"day\":\"monday\",\"day\":\"tuesday\"}",
        "{\"day\":\"sunday\"}",
        "{\"day\":1}",
        "{\"seats\":2}",
        "{\"day\":\"monday\",\"seats\":9}",
        "{\"day\":\"monday\",\"seats\":1.5}",
        "{\"day\":\"monday\",\"seats\":1e999999999}",
        "{\"day\":\"monday\",\"seats\":" + "1".repeat(1_000_000) + "}",
        "{\"day\":\"monday\",\"url\":\"http://169.254.169.254/\"}",
        "{\"day\":\"" + "x".repeat(1 << 20) + "\"}",
        "{\"a\":".repeat(500) + "1" + "}".repeat(500),
        "[".repeat(100_000),
        "{\"day\":\"monday\",\"__proto__\":{}}");
  }

  @ParameterizedTest
  @MethodSource("bad")
  void badOnesAreAnOutputAndNobodyIsAsked(String arguments) {
    var output = Bench.output(bench.tools.run(Bench.CALL, tool(Method.POST), function(arguments)));

    assertThat(output.result()).isEqualTo(ToolResult.BAD_ARGUMENTS);
    assertThat(output.json())
        .startsWith("{\"error\":\"bad_arguments\",\"detail\":\"")
        .hasSizeLessThan(700);
    assertThat(endpoints.asked).hasValue(0);
  }

  @Test
  void goodOnesAreAsked() {
    var function = function("{\"day\":\"monday\",\"seats\":8}");

    assertThat(Bench.output(bench.tools.run(Bench.CALL, tool(Method.POST), function)).isFailure())
        .isFalse();
    assertThat(endpoints.asked).hasValue(1);
  }

  @Test
  void nothingAtAllIsAnEmptyObject() {
    var none = new FunctionCall("i", "completed", "c", "t", "");

    assertThat(
            Bench.output(
                    bench.tools.run(
                        Bench.CALL,
                        Bench.tool(Method.POST, endpoints.url("echo"), Duration.ofSeconds(10)),
                        none))
                .isFailure())
        .isFalse();
    assertThat(endpoints.body.asMono().block()).isEqualTo("{}");
  }

  @Test
  void queryThatIsTooLongIsABadOne() {
    var tooLong = "{\"a\":\"" + "x".repeat(9_000) + "\"}";

    assertThat(
            Bench.output(
                    bench.run(Method.GET, endpoints.url("echo"), Duration.ofSeconds(10), tooLong))
                .result())
        .isEqualTo(ToolResult.BAD_ARGUMENTS);
    assertThat(endpoints.asked).hasValue(0);
  }

  /// A name that is no header's is not sent as one.
  @Test
  void nameOfTheCallIsTextLikeAnyOther() {
    var odd = new FunctionCall("i", "completed", "a\r\nX-Evil: 1", "t", "{}");
    var tool = Bench.tool(Method.POST, endpoints.url("echo"), Duration.ofSeconds(10));

    assertThat(Bench.output(bench.tools.run(Bench.CALL, tool, odd)).isFailure()).isFalse();
    assertThat(endpoints.headers)
        .doesNotContainKey("X-Evil")
        .extractingByKey("Idempotency-Key")
        .asString()
        .matches(Bench.CALL.callSid() + "-[0-9a-f-]{36}");
  }

  private Tool tool(Method method) {
    var endpoint =
        new Tool.Endpoint(
            method, URI.create(endpoints.url("echo")), Map.of(), Duration.ofSeconds(10));
    return new Tool("t", "", BOOKING, endpoint);
  }

  private static FunctionCall function(String arguments) {
    return new FunctionCall("i", "completed", "c", "t", arguments);
  }
}
