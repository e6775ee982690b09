package callflux.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormBodyTest {
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";

  private final EchoServer server = new EchoServer(TestLimits.patient());
  private final EchoServer hasty = new EchoServer(TestLimits.hasty());

  @AfterAll
  void stop() {
    server.close();
    hasty.close();
  }

  static Stream<Arguments> right() {
    return Stream.of(
        Arguments.of("", "{}"),
        Arguments.of("From=%2B15550100&To=%2b1", "{From=[+15550100], To=[+1]}"),
        Arguments.of("b=1&a=2&b=3&b=", "{b=[1, 3, ], a=[2]}"),
        Arguments.of("a+b=c+d%20e", "{a b=[c d e]}"),
        Arguments.of("name", "{name=[]}"),
        Arguments.of("a=b=c", "{a=[b=c]}"),
        Arguments.of("City=Z%C3%BCrich%F0%9F%98%80", "{City=[Zürich😀]}"));
  }

  @ParameterizedTest(name = "form \"{0}\"")
  @MethodSource("right")
  void aFormKeepsAllItsFieldsInTheirOrder(String body, String fields) {
    assertThat(utf8(answer(server, sized(body)))).startsWith("HTTP/1.1 200 ").endsWith(fields);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=%zz",
        "a=%4",
        "a=%",
        "a=%0",
        "a=%00",
        "%00=a",
        "a=%0d%0aSet-Cookie",
        "a=%0A",
        "a=\r\nb",
        "a=\u0000",
        "a=b c",
        "a=\u00fc",
        "a=%C3%28",
        "a=%C0%AF",
        "a=%ED%A0%80",
        "a=%FF",
        "a=%+1"
      })
  void whatIsNoFormIsRefused(String body) {
    assertThat(answer(server, sized(body))).startsWith("HTTP/1.1 400 ").doesNotContain("Cookie");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Content-Type: application/json\r\n",
        "Content-Type: multipart/form-data; boundary=a\r\n",
        "Content-Type: application/x-www-form-urlencodedd\r\n",
        FORM + "Content-Encoding: gzip\r\n"
      })
  void anotherTypeIsRefused(String headers) {
    assertThat(answer(server, post(headers + "Content-Length: 3\r\n") + "a=b"))
        .startsWith("HTTP/1.1 415 ");
  }

  @Test
  void aTypeMaySayItsCharset() {
    String type = "Content-Type: Application/X-WWW-Form-URLencoded; charset=UTF-8\r\n";

    assertThat(answer(server, post(type + "Content-Length: 3\r\n") + "a=b")).endsWith("{a=[b]}");
  }

  @Test
  void sixteenKibibytesAreRead() {
    assertThat(answer(server, sized("a=" + "b".repeat(16_382)))).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void moreIsRefusedAsSoonAsItIsDeclared() {
    assertThat(answer(server, post(FORM + "Content-Length: 16385\r\n")))
        .startsWith("HTTP/1.1 413 ");
  }

  @Test
  void moreIsRefusedInChunks() {
    String chunk = "1000\r\n" + "a".repeat(4_096) + "\r\n";

    assertThat(answer(server, post(FORM + CHUNKED) + chunk.repeat(5))).startsWith("HTTP/1.1 413 ");
  }

  @Test
  void chunksAreJoined() {
    assertThat(answer(server, post(FORM + CHUNKED) + "2\r\na=\r\n3\r\n%2B\r\n0\r\n\r\n"))
        .endsWith("{a=[+]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 5\r\n", CHUNKED})
  void aBodyThatDoesNotComeIsGivenUp(String length) {
    try (var client = new RawSocket(hasty.port())) {
      assertThat(client.say(post(FORM + length)).rest())
          .startsWith("HTTP/1.1 408 ")
          .contains("connection: close");
    }
  }

  private static String answer(EchoServer server, String request) {
    try (var client = new RawSocket(server.port())) {
      return client.say(request).answer();
    }
  }

  private static String utf8(String octets) {
    return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static String sized(String body) {
    return post(FORM + "Content-Length: " + body.length() + "\r\n") + body;
  }

  private static String post(String headers) {
    return "POST /form HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
  }
}
