package callflux.gateway.analysis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.analysis.AnalysisConfig.Webhook;
import callflux.gateway.archive.Analysis;
import callflux.gateway.archive.Analysis.Findings;
import callflux.gateway.archive.CallFile;
import callflux.gateway.config.Secret;
import callflux.gateway.http.Egress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// The webhook is told of every call that was read, all of it, signed, until it has taken it.
class WebhookIsToldTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Secret SECRET = new Secret("sixteen-characters");
  private static final Egress HERE = new Egress(false, true);
  private static final Analysis ANALYSIS =
      new Analysis(
          Told.sid(1),
          2,
          Instant.parse("2026-11-27T09:05:00Z"),
          "lexicon",
          new Findings("S.", "booked", 0.5, 90, List.of("appointment"), List.of("Remind.")),
          null,
          7);

  private static final String WHOLE =
      """
      {
        "sid": "CA00000000000000000000000000000001",
        "began": "2026-11-27T09:00:00Z",
        "number": "+1 555",
        "agent": "reception",
        "prompt": "v1",
        "from": "+1 *** 55",
        "caller": "abcd",
        "instance": "gw",
        "entries": [
          {"at_ms": 1000, "kind": "turn", "speaker": "agent", "heard": "Hello, I am",
            "unheard": "Max."},
          {"at_ms": 2000, "kind": "interruption"},
          {"at_ms": 3000, "kind": "turn", "speaker": "caller", "words": "Hi."},
          {"at_ms": 4000, "kind": "tool", "name": "look", "arguments": "{}", "output": "{}",
            "failed": false, "ms": 40},
          {"at_ms": 5000, "kind": "keys", "digits": "12"}
        ],
        "end": {
          "at_ms": 6000, "reason": "caller_hung_up", "length_ms": 80000, "turns": 3, "barge_ins": 0,
          "responses": 3, "cost_usd": 0.012
        },
        "analysis": {
          "attempt": 2, "at": "2026-11-27T09:05:00Z", "analyst": "lexicon", "cost_usd": 0.000007,
          "summary": "S.", "outcome": "booked", "sentiment": 0.5, "lead_score": 90,
          "topics": ["appointment"], "follow_ups": ["Remind."]
        }
      }
      """;

  private final Desk desk = new Desk();
  private final Shelf shelf = new Shelf();

  @AfterEach
  void close() {
    desk.close();
  }

  /// Reckoned with `openssl dgst -sha256 -hmac`.
  @Test
  void signatureIsTheOneThatOthersReckon() {
    assertThat(new Signature(SECRET).of(1_700_000_000, "{\"a\":1}".getBytes(UTF_8)))
        .isEqualTo(
            "t=1700000000,v1="
                + "c8cda093887ac9bc494105ca17d80786a2b6c147393e5cbdf20015865bfa7f4f");
  }

  @Test
  void whatItIsSentIsTheWholeCallAndSigned() {
    try (var receiver = new Receiver(200)) {
      tell(receiver.url(), HERE, "A: Hello, I am // Max.", "I:", "C: Hi.", "T: look {}", "K: 12");

      var delivery = receiver.got.getFirst();
      assertThat(delivery.line()).isEqualTo("POST /calls");
      assertThat(delivery.headers())
          .containsEntry("content-type", "application/json")
          .containsEntry("callflux-delivery", Told.sid(1) + "-2");
      var signed = Objects.requireNonNull(delivery.headers().get("callflux-signature"));
      long time = Long.parseLong(signed.substring(2, signed.indexOf(',')));
      assertThat(signed).isEqualTo(new Signature(SECRET).of(time, delivery.body().getBytes(UTF_8)));
      assertThat(Math.abs(Instant.now().getEpochSecond() - time)).isLessThan(60);
      assertThat(JSON.readTree(delivery.body())).isEqualTo(JSON.readTree(WHOLE));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 429, 404, 401, 302})
  void whatIsNotTakenIsSentAgain(int status) {
    try (var receiver = new Receiver(status, status, 204)) {
      tell(receiver.url(), HERE, "C: Hi.");

      assertThat(receiver.got).hasSize(3);
      assertThat(receiver.got)
          .extracting(delivery -> delivery.headers().get("callflux-delivery"))
          .containsOnly(Told.sid(1) + "-2");
      assertThat(receiver.got).extracting(Receiver.Delivery::line).containsOnly("POST /calls");
      assertThat(told("ok")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"500, 8", "410, 1"})
  void itIsGivenUpInTheEnd(int status, int tries) {
    try (var receiver = new Receiver(status)) {
      tell(receiver.url(), HERE, "C: Hi.");

      assertThat(receiver.got).hasSize(tries);
      assertThat(told("given_up")).isEqualTo(1);
      assertThat(told("ok")).isZero();
    }
  }

  /// Where the operator did not allow it to be, by its number or by a name that leads there.
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void nothingIsSentWhereItMayNotBe(String host) {
    try (var receiver = new Receiver(200)) {
      var url = URI.create("https://" + host + ":" + receiver.url().getPort() + "/calls");
      tell(url, new Egress(false, false), "C: Hi.");

      assertThat(receiver.got).isEmpty();
      assertThat(told("given_up")).isEqualTo(1);
    }
  }

  @Test
  void erasedCallIsNotToldOf() {
    try (var receiver = new Receiver(200)) {
      desk.sender(new Webhook(receiver.url(), SECRET, HERE), shelf).tell(ANALYSIS).block(Desk.LONG);

      assertThat(receiver.got).isEmpty();
    }
  }

  @Test
  void callIsToldOfOnceItIsRead() {
    try (var receiver = new Receiver(200)) {
      shelf.put(Told.call(1, "C: Hi."), Told.call(2, "C: Hi."));
      var afterCall = desk.afterCall(shelf, null, new Webhook(receiver.url(), SECRET, HERE));
      var running = afterCall.run().subscribe();

      receiver.got(2);

      assertThat(receiver.got)
          .extracting(delivery -> delivery.headers().get("callflux-delivery"))
          .containsExactlyInAnyOrder(Told.sid(1) + "-1", Told.sid(2) + "-1");
      running.dispose();
    }
  }

  private void tell(URI url, Egress egress, String... lines) {
    var call = Told.call(1, lines);
    shelf.put(new CallFile(call.callSid(), call.entries(), ANALYSIS));
    desk.sender(new Webhook(url, SECRET, egress), shelf).tell(ANALYSIS).block(Desk.LONG);
  }

  private double told(String result) {
    return desk.meters.counter("callflux.webhook.deliveries", "result", result).count();
  }
}
