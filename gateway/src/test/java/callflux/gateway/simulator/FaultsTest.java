package callflux.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import callflux.gateway.simulator.Faults.Fault;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FaultsTest extends SimulatorTest {

  @Test
  void aSessionExpires() {
    var client = connect(start(swift()), "&expires_after_ms=50");

    assertThat(client.error().path("code").stringValue()).isEqualTo("session_expired");
    assertThat(client.closeCode()).isEqualTo(1001);
  }

  @Test
  void responsesFail() {
    var client = call(swift().withFaults(Faults.none().withFailure("insufficient_quota")));
    client.say("{'type':'response.create'}");

    JsonNode response = client.await("response.done").path("response");

    assertThat(response.path("status").stringValue()).isEqualTo("failed");
    assertThat(response.at("/status_details/error/code").stringValue())
        .isEqualTo("insufficient_quota");
    assertThat(response.path("output")).isEmpty();
  }

  @Test
  void aDeltaTakesMoreThan64KiB() {
    var client = call(swift().withFaults(Faults.of(Fault.HUGE_DELTA)));
    client.say("{'type':'response.create'}");

    JsonNode delta = client.await("response.output_audio.delta");

    assertThat(delta.path("delta").stringValue().length()).isGreaterThan(65_536);
    client.await("response.done");
    assertThat(client.seen("response.output_audio.delta")).hasSize(1);
  }

  @Test
  void framesComeInFragments() {
    var client = call(swift().withFaults(Faults.of(Fault.FRAGMENTS)));
    client.say("{'type':'response.create'}");

    assertThat(client.await("response.done").at("/response/status").stringValue())
        .isEqualTo("completed");
  }

  @Test
  void theServerPings() {
    var client = call(swift().withFaults(Faults.of(Fault.PINGS)));
    client.say("{'type':'response.create'}").await("response.done");
  }

  @Test
  void theConnectionIsClosedInTheMiddle() {
    var client = call(swift().withFaults(Faults.of(Fault.CLOSE_1011)));
    client.say("{'type':'response.create'}");

    client.await("response.output_audio.delta");
    client.await("response.output_audio.delta");

    assertThat(client.closeCode()).isEqualTo(1011);
  }

  @Test
  void theConnectionIsResetInTheMiddle() {
    var client = call(swift().withFaults(Faults.of(Fault.RESET).withAfterDeltas(3)));
    client.say("{'type':'response.create'}");

    assertThat(client.closeCode()).isEqualTo(1006);
  }

  @Test
  void junkComesAfterTheFirstWord() {
    var client = connect(start(swift()), "&fault=junk,unknown_events");
    client.await("session.created");

    client.await("junk");
    client.await("session.weather.changed");
    client.say("{'type':'response.create'}").await("response.done");
  }

  @Test
  void anUpdateStaysUnanswered() {
    var client = connect(start(swift()), "&fault=update_ignored");
    client.say("{'type':'session.update','session':{'type':'realtime'}}");
    client.say("{'type':'response.create'}").await("response.done");

    assertThat(client.types()).doesNotContain("session.updated");
  }

  @Test
  void anUpdateIsRefused() {
    var client = connect(start(swift()), "&fault=update_refused");
    client.say("{'type':'session.update','session':{'type':'realtime'}}");

    assertThat(client.error().path("type").stringValue()).isEqualTo("invalid_request_error");
  }

  @Test
  void theHandshakeIsNeverAnswered() {
    SimulatorServer server = start(swift());
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.port() + "/v1/realtime?model=m&fault=hang"))
            .timeout(Duration.ofMillis(300))
            .build();

    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThatThrownBy(() -> client.send(request, HttpResponse.BodyHandlers.discarding()))
          .isInstanceOf(HttpTimeoutException.class);
    }
  }
}
