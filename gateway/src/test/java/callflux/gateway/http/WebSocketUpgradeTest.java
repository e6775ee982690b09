package callflux.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebSocketUpgradeTest {
  private static final String ASKS = "Upgrade: websocket\r\nConnection: Upgrade\r\n";
  private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
  private static final String VERSION = "Sec-WebSocket-Version: 13\r\n";

  private final EchoServer server = new EchoServer(TestLimits.patient());

  @AfterAll
  void stop() {
    server.close();
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        row("no upgrade at all", 426, ""),
        row("no Upgrade", 426, "Connection: Upgrade\r\n" + KEY + VERSION),
        row("no Connection: upgrade", 426, "Upgrade: websocket\r\n" + KEY + VERSION),
        row("another upgrade", 426, "Upgrade: h2c\r\nConnection: Upgrade\r\n" + KEY + VERSION),
        row("no key", 400, ASKS + VERSION),
        row("key of 4 characters", 400, ASKS + "Sec-WebSocket-Key: AAAA\r\n" + VERSION),
        row("key without padding", 400, ASKS + KEY.replace("==", "") + VERSION),
        row("key that is no base64", 400, ASKS + KEY.replace("dGh", "d*h") + VERSION),
        row("two keys", 400, ASKS + KEY + KEY + VERSION),
        row("no version", 426, ASKS + KEY),
        row("version 7", 426, ASKS + KEY + "Sec-WebSocket-Version: 7\r\n"),
        row("version 8", 426, ASKS + KEY + "Sec-WebSocket-Version: 8\r\n"),
        row("version 12", 426, ASKS + KEY + "Sec-WebSocket-Version: 12\r\n"),
        row("two versions", 426, ASKS + KEY + VERSION + "Sec-WebSocket-Version: 8\r\n"),
        row("a body", 400, ASKS + KEY + VERSION + "Content-Length: 5\r\n", "hello"),
        row("chunks", 400, ASKS + KEY + VERSION + "Transfer-Encoding: chunked\r\n", "0\r\n\r\n"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("wrong")
  void aWrongUpgradeIsRefused(String what, int status, String headers, String body) {
    try (var client = new RawSocket(server.port())) {
      String answer = client.say(get(headers) + body).rest().toLowerCase(Locale.ROOT);

      assertThat(answer).as(what).startsWith("http/1.1 " + status + " ").endsWith("\r\n\r\n");
      assertThat(answer).contains("connection: close", "content-length: 0");
      assertThat(answer.contains("sec-websocket-version: 13\r\n")).isEqualTo(status == 426);
    }
  }

  @Test
  void anUpgradeByPostIsRefused() {
    try (var client = new RawSocket(server.port())) {
      var request = get(ASKS + KEY + VERSION).replace("GET", "POST");

      assertThat(client.say(request).answer()).startsWith("HTTP/1.1 404 ");
    }
  }

  @Test
  void aRightUpgradeAgreesOnNoExtensionAndNoSubprotocol() {
    try (var client = new RawSocket(server.port())) {
      String offers =
          "Sec-WebSocket-Extensions: permessage-deflate\r\nSec-WebSocket-Protocol: a, b\r\n";
      String answer = client.say(get(ASKS + KEY + VERSION + offers)).answer();

      assertThat(answer)
          .startsWith("HTTP/1.1 101 ")
          .containsIgnoringCase("sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
          .doesNotContainIgnoringCase("sec-websocket-extensions")
          .doesNotContainIgnoringCase("sec-websocket-protocol");
      assertThat(client.say(RawSocket.text("hello")).hears()).isEqualTo("hello");
    }
  }

  private static String get(String headers) {
    return "GET /echo HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
  }

  private static Arguments row(String what, int status, String headers) {
    return row(what, status, headers, "");
  }

  private static Arguments row(String what, int status, String headers, String body) {
    return Arguments.of(what, status, headers, body);
  }
}
