package callflux.gateway.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// On loopback, calls are shown to nobody whom a proxy or a stranger's page has sent.
class HistoryIsForThisHostAloneTest {
  private static final String TRANSCRIPT = "/calls/" + ACall.SID + "/transcript";

  private final Shelf shelf = new Shelf(List.of(ACall.whole()));

  @ParameterizedTest
  @ValueSource(
      strings = {
        TRANSCRIPT,
        "/history/calls.json",
        "/history/calls.jsonl",
        "/statistics",
        "/statistics/main.js",
        "/statistics/days.json"
      })
  void andNotForOthers(String path) throws Exception {
    try (var desk = Desk.over(shelf)) {
      assertThat(desk.gets(path).statusCode()).isEqualTo(200);
      assertThat(desk.gets(path, "X-Forwarded-For", "192.0.2.1").statusCode()).isEqualTo(404);
      assertThat(desk.gets(path, "Forwarded", "for=192.0.2.1").body()).isEmpty();
      assertThat(asksAs("rebound.example.com:" + desk.port(), desk.port(), path)).contains("404");
      assertThat(asksAs("localhost:" + desk.port(), desk.port(), path)).contains("200");
    }
  }

  @Test
  void unlessTheAdminPortIsOpenToThem() {
    try (var desk = Desk.openTo(shelf)) {
      assertThat(desk.gets(TRANSCRIPT, "Forwarded", "for=192.0.2.1").statusCode()).isEqualTo(200);
    }
  }

  /// The status line for a name that the HTTP client would not say.
  private static String asksAs(String host, int port, String path) throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      var request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8)
          .lines()
          .findFirst()
          .orElse("");
    }
  }
}
