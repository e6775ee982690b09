package callflux.gateway.appointments;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.audio.AudioFormat;
import callflux.codec.realtime.Session;
import callflux.codec.realtime.Session.TurnDetection.ServerVad;
import callflux.gateway.agent.Agent;
import callflux.gateway.agent.NumberPlan;
import callflux.gateway.call.Call;
import callflux.gateway.http.ServerPipeline;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/// The diary over HTTP: what its callers can do, and what nobody else can.
class OnlyCallsBookTest {
  private static final String ONE = "CA" + "1".repeat(32);
  private static final String TWO = "CA" + "2".repeat(32);

  private final AppointmentRoutes routes = new AppointmentRoutes();
  private final DisposableServer server =
      ServerPipeline.strict(HttpServer.create()).host("127.0.0.1").port(0).route(routes).bindNow();

  @BeforeEach
  void called() {
    routes.admitted(call(ONE, "+14155550123"));
    routes.admitted(call(TWO, "+14155550199"));
  }

  @AfterEach
  void stop() {
    server.disposeNow(Duration.ofSeconds(5));
  }

  @Test
  void slotIsOneCallsAlone() throws Exception {
    assertThat(asks(ONE, "book", "{'service':'cleaning','day':'friday','time':'16:30'}"))
        .isEqualTo("{'ok':true,'service':'cleaning','day':'friday','time':'16:30'}");
    assertThat(asks(TWO, "book", "{'service':'check-up','day':'friday','time':'16:30'}"))
        .isEqualTo("{'ok':false,'reason':'taken','free':['15:00','15:30','16:00']}");
    assertThat(asks(TWO, "list", "{}")).isEqualTo("{'ok':true,'appointments':[]}");
    assertThat(asks(TWO, "cancel", "{}")).isEqualTo("{'ok':false,'reason':'none'}");
    assertThat(asks(TWO, "change", "{'day':'monday','time':'09:00'}"))
        .isEqualTo("{'ok':false,'reason':'none'}");
  }

  @Test
  void appointmentIsMovedAndTakenBack() throws Exception {
    asks(ONE, "book", "{'service':'cleaning','day':'friday','time':'12:00'}");
    asks(TWO, "book", "{'service':'check-up','day':'monday','time':'09:00'}");

    assertThat(asks(ONE, "change", "{'day':'monday','time':'09:00'}"))
        .isEqualTo("{'ok':false,'reason':'taken','free':['09:30','10:00','10:30']}");
    assertThat(asks(ONE, "change", "{'day':'tuesday','time':'09:30'}"))
        .isEqualTo("{'ok':true,'service':'cleaning','day':'tuesday','time':'09:30'}");
    assertThat(asks(ONE, "list", "{}"))
        .isEqualTo(
            "{'ok':true,'appointments':[{'service':'cleaning','day':'tuesday','time':'09:30'}]}");
    assertThat(asks(ONE, "cancel", "{}"))
        .isEqualTo("{'ok':true,'service':'cleaning','day':'tuesday','time':'09:30'}");
    assertThat(asks(TWO, "book", "{'service':'cleaning','day':'friday','time':'12:00'}"))
        .contains("'ok':true");
  }

  @Test
  void pageShowsAllOfItWithoutNumbers() throws Exception {
    asks(ONE, "book", "{'service':'vaccination','day':'friday','time':'12:00'}");
    asks(TWO, "book", "{'service':'check-up','day':'monday','time':'09:00'}");
    asks(TWO, "transfer", "{'reason':'A bill\\u202e\\n that is wrong'}");

    assertThat(page())
        .contains("'service':'vaccination','day':'friday','time':'12:00','caller':'+1415")
        .containsSubsequence("vaccination", "check-up")
        .contains("'transfers':[{'reason':'A bill that is wrong','caller':'+1415")
        .doesNotContain("5550123", "5550199", ONE, TWO);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "book     | {'service':'cleaning','day':'sunday','time':'10:00'}",
        "book     | {'service':'cleaning','day':'monday','time':'08:30'}",
        "book     | {'service':'cleaning','day':'monday','time':'17:00'}",
        "book     | {'service':'cleaning','day':'monday','time':'10:15'}",
        "book     | {'service':'surgery','day':'monday','time':'10:00'}",
        "book     | {'service':7,'day':[],'time':{}}",
        "change   | {}",
        "cancel   | []",
        "list     | no json",
        "list     | {} {}"
      })
  void whatCantBeUnderstoodIsRefused(String asked, String body) throws Exception {
    assertThat(post("/local/appointments/" + asked, ONE, "application/json", body))
        .startsWith("HTTP/1.1 400");
    assertThat(page()).contains("'appointments':[]");
  }

  @Test
  void nobodyButACallsToolBooks() throws Exception {
    var booking = "{'service':'cleaning','day':'monday','time':'10:00'}";
    var path = "/local/appointments/book";

    assertThat(post(path, "CA" + "9".repeat(32), "application/json", booking))
        .startsWith("HTTP/1.1 403");
    assertThat(post(path, ONE, "text/plain", booking)).startsWith("HTTP/1.1 415");
    assertThat(post("/local/appointments/sell", ONE, "application/json", "{}"))
        .startsWith("HTTP/1.1 404");
    assertThat(post(path, ONE, "application/json", "{'a':'" + "x".repeat(17_000) + "'}"))
        .startsWith("HTTP/1.1 413");
    assertThat(page()).contains("'appointments':[]");
  }

  @ParameterizedTest
  @CsvSource({
    "evil.example, 403",
    "127.0.0.1.evil.example, 403",
    "localhost:80, 200",
    "[::1]:9, 200"
  })
  void nameOfAnotherSiteLeadsNowhere(String host, String status) throws Exception {
    assertThat(
            says(
                "GET /local/appointments HTTP/1.1\r\nHost: "
                    + host
                    + "\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 " + status);
  }

  private String asks(String callSid, String asked, String body) throws Exception {
    return body(post("/local/appointments/" + asked, callSid, "application/json", body));
  }

  private String page() throws Exception {
    return body(
        says("GET /local/appointments HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
  }

  private String post(String path, String callSid, String type, String quoted) throws Exception {
    var body = quoted.replace('\'', '"');
    return says(
        "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nCallflux-Call: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(path, callSid, type, body.length(), body));
  }

  private String says(String request) throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), UTF_8).replace('"', '\'');
    }
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  private static Call call(String sid, String from) {
    var turns = new ServerVad(0.5, 300, 500, null, true, true);
    var session =
        new Session(null, "Book.", AudioFormat.PCMU, null, 1.0, turns, null, null, null, List.of());
    var limits = new Agent.Limits(Duration.ofMinutes(1), Duration.ofMinutes(1));
    return new Call(
        sid, "AC", from, "+2", new NumberPlan("+2", new Agent("a", session, null, limits)));
  }
}
