package callflux.gateway.http;

import static callflux.gateway.http.RawSocket.frame;
import static callflux.gateway.http.RawSocket.joined;
import static callflux.gateway.http.RawSocket.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebSocketFramesTest {
  private static final int TEXT = 0x81;
  private static final int FIRST = 0x01;
  private static final int MORE = 0x00;
  private static final int LAST = 0x80;
  private static final int BINARY = 0x82;
  private static final int CLOSE = 0x88;
  private static final int PING = 0x89;
  private static final int PONG = 0x8A;

  private final EchoServer server = new EchoServer(TestLimits.patient());

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource({"frames", "sizes", "texts", "closes"})
  void aWrongFrameClosesTheSocketWithItsCode(String what, int code, byte[] said) {
    try (var client = RawSocket.upgraded(server.port(), "/echo")) {
      client.say(said);

      assertThat(client.hears()).as(what).isEqualTo("closed " + code);
      assertThat(client.hears()).as("after the Close").isEqualTo("dropped");
    }
  }

  static Stream<Arguments> frames() {
    byte[] hi = "hi".getBytes(UTF_8);
    return Stream.of(
        row("unmasked", 1002, hex("81026869")),
        row("RSV1", 1002, frame(0xC1, hi)),
        row("RSV2", 1002, frame(0xA1, hi)),
        row("RSV3", 1002, frame(0x91, hi)),
        row("opcode 3", 1002, frame(0x83, hi)),
        row("opcode 11", 1002, frame(0x8B, hi)),
        row("ping of 126 bytes", 1002, frame(PING, new byte[126])),
        row("ping in fragments", 1002, frame(0x09, hi)),
        row("continuation of nothing", 1002, frame(LAST, hi)),
        row("text within a text", 1002, joined(frame(FIRST, hi), frame(TEXT, hi))),
        row("length not minimal", 1002, hex("81fe0002112233440000")),
        row("binary", 1003, frame(BINARY, hi)),
        row("binary in fragments", 1003, frame(0x02, hi)));
  }

  static Stream<Arguments> sizes() {
    byte[] half = new byte[40_000];
    Arrays.fill(half, (byte) 'a');
    return Stream.of(
        row("65,537 bytes", 1009, frame(TEXT, new byte[65_537])),
        row("2^63-1 bytes declared", 1009, hex("81ff7fffffffffffffff11223344")),
        row("65,537 bytes in fragments", 1009, joined(frame(FIRST, half), frame(LAST, half))),
        row("65 fragments", 1009, joined(frame(FIRST), fragments(64))),
        row("2,000 empty fragments", 1009, joined(frame(FIRST), fragments(2_000))));
  }

  static Stream<Arguments> texts() {
    return Stream.of(
        row("c3 28", 1007, frame(TEXT, hex("c328"))),
        row("overlong", 1007, frame(TEXT, hex("c0af"))),
        row("a surrogate", 1007, frame(TEXT, hex("eda080"))),
        row("past the last character", 1007, frame(TEXT, hex("f4908080"))),
        row("cut short", 1007, frame(TEXT, hex("68c3"))),
        row(
            "wrong in a later fragment",
            1007,
            joined(frame(FIRST, hex("68c3")), frame(MORE, hex("28")))),
        row(
            "cut short in the last fragment",
            1007,
            joined(frame(FIRST, hex("68")), frame(LAST, hex("c3")))));
  }

  static Stream<Arguments> closes() {
    var forbidden =
        IntStream.of(0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535)
            .mapToObj(code -> row("close code " + code, 1002, frame(CLOSE, closing(code, ""))));
    return Stream.concat(
        forbidden,
        Stream.of(
            row("close of 1 byte", 1002, frame(CLOSE, (byte) 3)),
            row("close reason that is no UTF-8", 1007, frame(CLOSE, hex("03e8c328")))));
  }

  static Stream<Arguments> heard() {
    byte[] euro = "€".getBytes(UTF_8);
    return Stream.of(
        Arguments.of("text", "hello", text("hello")),
        Arguments.of("empty text", "", text("")),
        Arguments.of("text of 65,536 bytes", "a".repeat(65_536), text("a".repeat(65_536))),
        Arguments.of("text in 64 fragments", "", joined(frame(FIRST), fragments(62), frame(LAST))),
        Arguments.of(
            "a character over two fragments",
            "€",
            joined(frame(FIRST, euro[0], euro[1]), frame(LAST, euro[2]))),
        Arguments.of("an unasked pong", "hello", joined(frame(PONG, euro), text("hello"))),
        Arguments.of("a ping", "pong €", frame(PING, euro)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("heard")
  void whatIsRightIsHeard(String what, String answer, byte[] said) {
    try (var client = RawSocket.upgraded(server.port(), "/echo")) {
      assertThat(client.say(said).hears()).as(what).isEqualTo(answer);
      assertThat(client.say(frame(CLOSE, closing(1000, ""))).hears()).isEqualTo("closed 1000");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goodbyes")
  void aGoodbyeIsReturnedAndWhatFollowsItIgnored(String code, byte[] said) {
    try (var client = RawSocket.upgraded(server.port(), "/echo")) {
      client.say(joined(frame(CLOSE, said), text("too late")));

      assertThat(client.hears()).isEqualTo(code);
      assertThat(client.hears()).isEqualTo("dropped");
    }
  }

  static Stream<Arguments> goodbyes() {
    return Stream.concat(
        Stream.of(Arguments.of("closed", new byte[0])),
        IntStream.of(1000, 1001, 1003, 1007, 1014, 3000, 4999)
            .mapToObj(code -> Arguments.of("closed " + code, closing(code, "bye"))));
  }

  @Test
  void aPingMayComeBetweenFragments() {
    try (var client = RawSocket.upgraded(server.port(), "/echo")) {
      client.say(joined(frame(FIRST, hex("68")), frame(PING), frame(LAST, hex("69"))));

      assertThat(client.hears()).isEqualTo("pong ");
      assertThat(client.hears()).isEqualTo("hi");
    }
  }

  @Test
  void theTwentyFirstPingIsOneTooMany() {
    try (var client = RawSocket.upgraded(server.port(), "/echo")) {
      for (int i = 0; i < 21; i++) {
        client.say(frame(PING));
      }
      for (int i = 0; i < 20; i++) {
        assertThat(client.hears()).isEqualTo("pong ");
      }
      assertThat(client.hears()).isEqualTo("closed 1008");
    }
  }

  @Test
  void theReasonIsACodeWordAndNothingThatWasSaid() {
    try (var client = RawSocket.upgraded(server.port(), "/echo")) {
      assertThat(client.say(frame(0xC1, "evil".getBytes(UTF_8))).hearsReason())
          .isEqualTo("bad_frame");
    }
  }

  private static byte[] fragments(int count) {
    return joined(Stream.generate(() -> frame(MORE)).limit(count).toArray(byte[][]::new));
  }

  private static byte[] closing(int code, String reason) {
    return joined(new byte[] {(byte) (code >> 8), (byte) code}, reason.getBytes(UTF_8));
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static Arguments row(String what, int code, byte[] said) {
    return Arguments.of(what, code, said);
  }
}
