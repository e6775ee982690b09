package callflux.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestCheckTest {
  private static final String SMUGGLED = "GET /health HTTP/1.1\r\nHost: smuggled\r\n\r\n";

  private final EchoServer server = new EchoServer(TestLimits.patient());

  @BeforeAll
  void servesAWellFormedRequest() {
    try (var client = new RawSocket(server.port())) {
      assertThat(client.say("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n").answer())
          .startsWith("HTTP/1.1 200 OK\r\n")
          .endsWith("ok");
    }
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource({"heads", "limits", "smuggling"})
  void aBadRequestIsRefusedAndItsConnectionClosed(String what, int status, String request) {
    try (var client = new RawSocket(server.port())) {
      String all = client.say(request).rest();

      assertThat(all).as(what).startsWith("HTTP/1.1 " + status + " ");
      assertThat(all.split("HTTP/1.1 ", -1)).as("one answer").hasSize(2);
      assertThat(all.toLowerCase(Locale.ROOT))
          .contains("content-length: 0", "connection: close")
          .doesNotContain("server:", "evil");
      assertThat(all).endsWith("\r\n\r\n");
    }
  }

  static Stream<Arguments> heads() {
    return Stream.of(
        row("method TRACE", 405, "TRACE /health HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        row("method unknown", 405, "EVIL /health HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        row("method with a control", 400, "FOO\u0001 /health HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        row("HTTP/9.9", 505, "GET /health HTTP/9.9\r\nHost: localhost\r\n\r\n"),
        row("HTTP/1.0", 505, "GET /health HTTP/1.0\r\nHost: localhost\r\n\r\n"),
        row("no Host", 400, "GET /health HTTP/1.1\r\n\r\n"),
        row("two Hosts", 400, "GET /health HTTP/1.1\r\nHost: localhost\r\nHost: evil\r\n\r\n"),
        row("Host with a huge port", 400, "GET / HTTP/1.1\r\nHost: evil:99999999999\r\n\r\n"),
        row("Host with user", 400, "GET /health HTTP/1.1\r\nHost: evil@localhost\r\n\r\n"),
        row("absolute form", 400, "GET http://evil/health HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        row("CONNECT", 400, "CONNECT evil:443 HTTP/1.1\r\nHost: evil:443\r\n\r\n"),
        row("asterisk form", 400, "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        row("a TLS hello", 400, "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\n\r\n"),
        row("an HTTP/2 preface", 400, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
  }

  static Stream<Arguments> limits() {
    return Stream.of(
        row("line of 5,000 bytes", 414, get("/" + "a".repeat(5_000), "")),
        row("header of 9,000 bytes", 431, get("/health", "X: " + "a".repeat(9_000) + "\r\n")),
        row(
            "200 headers",
            431,
            get("/health", ("X-Header: " + "a".repeat(40) + "\r\n").repeat(200))));
  }

  static Stream<Arguments> smuggling() {
    String chunked = "Transfer-Encoding: chunked\r\n";
    return Stream.of(
        row("length and chunks", 400, post("Content-Length: 5\r\n" + chunked, "0\r\n\r\n")),
        row("two lengths", 400, post("Content-Length: 5\r\nContent-Length: 6\r\n", "hello")),
        row("length +4", 400, post("Content-Length: +4\r\n", "hell")),
        row("length -1", 400, post("Content-Length: -1\r\n", "")),
        row(
            "chunked, xchunked",
            400,
            post("Transfer-Encoding: chunked, xchunked\r\n", "0\r\n\r\n")),
        row("xchunked", 400, post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n")),
        row("space before colon", 400, post("Content-Length : 5\r\n", "hello")),
        row("folded length", 400, post("Content-Length:\r\n 5\r\n", "hello")),
        row("folded coding", 400, post("Transfer-Encoding:\r\n chunked\r\n", "0\r\n\r\n")),
        row("folded Host", 400, "GET /health HTTP/1.1\r\nHost: a\r\n b\r\n\r\n"),
        row("bare LF", 400, "GET /health HTTP/1.1\nHost: localhost\n\n" + SMUGGLED),
        row("bare CR", 400, post("X: a\rContent-Length: 5\r\n", "hello")),
        row("NUL in a header", 400, post("X: a\u0000b\r\n", "")),
        row(
            "line break in a quoted chunk extension",
            400,
            post(FORM + chunked, "5;a=\"\r\n\"\r\nhello\r\n0\r\n\r\n")),
        row("chunk that ends in LF alone", 400, post(FORM + chunked, "5\nhello\n0\n\n")));
  }

  private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

  private static String get(String path, String headers) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
  }

  private static String post(String headers, String body) {
    return "POST /form HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n" + body + SMUGGLED;
  }

  private static Arguments row(String what, int status, String request) {
    return Arguments.of(what, status, request);
  }

  @Test
  void aConnectionCarriesFiftyRequestsAndNoMore() {
    try (var client = new RawSocket(server.port())) {
      String all = client.say("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(100)).rest();

      assertThat(all.split("HTTP/1.1 200 OK", -1)).hasSize(51);
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInTheirOrderUpToTheBadOne() {
    try (var client = new RawSocket(server.port())) {
      String all =
          client
              .say(
                  get("/health", "")
                      + get("/none", "")
                      + "EVIL / HTTP/1.1\r\nHost: a\r\n\r\n"
                      + SMUGGLED)
              .rest();

      assertThat(Pattern.compile("HTTP/1.1 ([0-9]+)").matcher(all).results())
          .extracting(answer -> answer.group(1))
          .containsExactly("200", "404", "405");
    }
  }
}
