package callflux.bench;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.bench.load.Line;
import callflux.bench.strangers.Strangers;
import callflux.gateway.Gateway;
import callflux.gateway.GatewayConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Each kind of stranger comes to a gateway that checks signatures, and is turned away.
class StrangersAreCountedTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";
  private static final String ORIGIN = "https://voice.example.com";

  @Test
  void ofEachKindTwo() throws Exception {
    var config =
        GatewayConfig.read(
            Map.of(
                "BIND", "127.0.0.1",
                "PORT", "0",
                "ADMIN_PORT", "0",
                "OPENAI_API_KEY", "sk-test",
                "OPENAI_REALTIME_URL", "ws://127.0.0.1:1/",
                "TWILIO_AUTH_TOKEN", TOKEN,
                "TWILIO_ACCOUNT_SID", ACCOUNT,
                "PUBLIC_URL", ORIGIN),
            false);
    var gateway =
        Objects.requireNonNull(Gateway.start(config).block(Duration.ofSeconds(30)), "a gateway");
    try {
      var numbers = new Line.Numbers("+15550100001", "+15550100002");
      var address = URI.create("http://127.0.0.1:" + gateway.port());
      var strangers = Strangers.overhearing(new Line(address, ORIGIN, TOKEN, ACCOUNT, numbers));

      strangers.come(12, Duration.ofMillis(100));

      assertThat(strangers.answers())
          .containsOnly(
              Map.entry("unsigned: 403", 2L),
              Map.entry("wrongly signed: 403", 2L),
              Map.entry("replayed webhook: 200, told to hang up", 2L),
              Map.entry("replayed socket: 403", 2L),
              Map.entry("slow: 408", 2L),
              Map.entry("oversized: 413", 2L));
      assertThat(strangers.letIn()).isZero();
    } finally {
      gateway.stop().block(Duration.ofSeconds(30));
    }
  }
}
