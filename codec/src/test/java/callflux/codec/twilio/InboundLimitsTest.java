package callflux.codec.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import callflux.codec.Wire;
import callflux.codec.json.MalformedMessage;
import callflux.codec.twilio.TwilioMessage.Inbound;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InboundLimitsTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource("messagesBeyondALimit")
  void areBroken(String limit, String message) {
    assertThatExceptionOfType(MalformedMessage.class)
        .as(limit)
        .isThrownBy(() -> read(message))
        .satisfies(malformed -> assertThat(malformed.isBeyondLimit()).isTrue());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("messagesAtALimit")
  void areKept(String limit, String message) {
    assertThat(read(message)).as(limit).isNotNull();
  }

  @Test
  void aComplaintNeverRepeatsTheInput() {
    assertThatExceptionOfType(MalformedMessage.class)
        .isThrownBy(() -> read("{\"event\":\"start\",\"start\":canary-5551234}"))
        .satisfies(malformed -> assertThat(malformed).hasMessage("not JSON"))
        .withNoCause();
  }

  @Test
  void parametersAreNotObjects() {
    assertThatExceptionOfType(MalformedMessage.class)
        .isThrownBy(() -> read(start("\"a\":{\"b\":1}")))
        .withMessageContaining("customParameters");
  }

  @Test
  void parametersKeepTheirNames() {
    assertThat(read(start("\"__proto__\":\"\",\"tools\":\"</Stream>\"")))
        .isInstanceOfSatisfying(
            Inbound.Start.class,
            start ->
                assertThat(start.parameters())
                    .containsOnlyKeys("__proto__", "tools")
                    .containsEntry("tools", "</Stream>"));
  }

  static Stream<Arguments> messagesBeyondALimit() {
    return Stream.of(
        Arguments.of("depth", nested(17)),
        Arguments.of("depth by far", nested(10_000)),
        Arguments.of("number", "{\"event\":\"x\",\"n\":" + "9".repeat(33) + "}"),
        Arguments.of("number by far", "{\"event\":\"x\",\"n\":" + "9".repeat(1_000_000) + "}"),
        Arguments.of("exponent", "{\"event\":\"x\",\"n\":-1e999999999}"),
        Arguments.of("name", "{\"event\":\"x\",\"" + "n".repeat(65) + "\":1}"),
        Arguments.of("name by far", "{\"event\":\"x\",\"" + "n".repeat(60_000) + "\":1}"),
        Arguments.of("string", "{\"event\":\"x\",\"s\":\"" + "s".repeat(49_153) + "\"}"),
        Arguments.of("document", "{\"event\":\"x\"," + " ".repeat(65_536) + "\"n\":1}"),
        Arguments.of("tokens", "{\"event\":\"x\",\"n\":[" + "1,".repeat(2_000) + "1]}"),
        Arguments.of("parameters", start(parameters(33))),
        Arguments.of("parameters by far", start(parameters(1_000))),
        Arguments.of("parameter", start("\"a\":\"" + "v".repeat(1_025) + "\"")));
  }

  static Stream<Arguments> messagesAtALimit() {
    return Stream.of(
        Arguments.of("depth", nested(16)),
        Arguments.of("number", "{\"event\":\"x\",\"n\":" + "9".repeat(32) + "}"),
        Arguments.of("exponent", "{\"event\":\"x\",\"n\":1e308}"),
        Arguments.of("name", "{\"event\":\"x\",\"" + "n".repeat(64) + "\":1}"),
        Arguments.of("string", "{\"event\":\"x\",\"s\":\"" + "s".repeat(49_152) + "\"}"),
        Arguments.of("parameters", start(parameters(32))),
        Arguments.of("parameter", start("\"a\":\"" + "v".repeat(1_024) + "\"")));
  }

  private static String nested(int depth) {
    return "{\"event\":\"x\",\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
  }

  private static String parameters(int count) {
    return IntStream.range(0, count)
        .mapToObj("\"p%d\":\"v\""::formatted)
        .collect(Collectors.joining(","));
  }

  private static String start(String parameters) {
    return InboundSamples.START.replace("\"FirstName\":\"Jane\"", parameters);
  }

  private static Inbound read(String message) {
    return Wire.decode(message, new MediaStreamCodec()::decode);
  }
}
