package callflux.bench.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.bench.crowd.Crowd.Phase;
import callflux.bench.load.Line;
import callflux.gateway.Gateway;
import callflux.gateway.GatewayConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A small load from end to end, through the whole gateway in this JVM.
class CrowdThroughTheGatewayTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";

  @Test
  @Timeout(60)
  void everyFrameOfTenCallsComesBack() throws Exception {
    try (var model = LoadModel.start(Profile.ECHO, loopback())) {
      var gateway = gateway(model.port());
      var phases = new CopyOnWriteArrayList<Phase>();
      try (var crowd = Crowd.start(plan(gateway.port(), 3), phases::add)) {
        Figures callers = crowd.finished().get(40, TimeUnit.SECONDS).open();
        Figures heard = model.figures().open();

        assertThat(callers.counted("answered")).isEqualTo(10);
        assertThat(callers.counted("frames spoken")).isGreaterThan(1_000);
        assertThat(heard.counted("frames heard")).isEqualTo(callers.counted("frames spoken"));
        assertThat(callers.counted("deltas heard")).isEqualTo(callers.counted("frames spoken"));
        assertThat(callers.counts().keySet())
            .noneMatch(name -> name.startsWith("lost") || name.startsWith("refused"));
        assertThat(heard.leg(Figures.Leg.SENT_TO_MODEL).getTotalCount())
            .isEqualTo(callers.counted("frames spoken"));
        assertThat(phases)
            .isEqualTo(List.of(Phase.WARMING, Phase.MEASURING, Phase.MEASURED, Phase.OVER));
      } finally {
        gateway.stop().block(Duration.ofSeconds(20));
      }
    }
  }

  @Test
  @Timeout(60)
  void whatWasSeenUntilItWasStoppedIsKept() throws Exception {
    try (var model = LoadModel.start(Profile.ECHO, loopback())) {
      var gateway = gateway(model.port());
      var crowds = new CopyOnWriteArrayList<Crowd>();
      try (var crowd =
          Crowd.start(
              plan(gateway.port(), 600),
              phase -> {
                if (phase == Phase.MEASURING) {
                  crowds.forEach(Crowd::stop);
                }
              })) {
        crowds.add(crowd);

        Figures callers = crowd.finished().get(40, TimeUnit.SECONDS).open();

        assertThat(callers.counted("answered")).isEqualTo(10);
        assertThat(callers.counted("live at the end")).isEqualTo(10);
      } finally {
        gateway.stop().block(Duration.ofSeconds(20));
      }
    }
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static CrowdPlan plan(int port, int seconds) {
    var line =
        new Line(
            URI.create("http://127.0.0.1:" + port),
            "https://bench.example",
            TOKEN,
            ACCOUNT,
            new Line.Numbers("+15550100001", "+15550100002"));
    var times =
        new CrowdPlan.Times(20, Duration.ofSeconds(1), Duration.ofSeconds(seconds), Duration.ZERO);
    return new CrowdPlan(line, 0, 10, 20, Profile.ECHO, times);
  }

  private static Gateway gateway(int model) throws Exception {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var config =
        GatewayConfig.read(
            Map.of(
                // One number calls them all.
                "CALLFLUX_CONFIG",
                Path.of("gateway.yaml").toAbsolutePath().toString(),
                "PORT",
                Integer.toString(port),
                "ADMIN_PORT",
                "0",
                "BIND",
                "127.0.0.1",
                "PUBLIC_URL",
                "https://bench.example",
                "TWILIO_AUTH_TOKEN",
                TOKEN,
                "TWILIO_ACCOUNT_SID",
                ACCOUNT,
                "OPENAI_API_KEY",
                "sk-bench-0123456789",
                "OPENAI_REALTIME_URL",
                "ws://127.0.0.1:" + model + "/v1/realtime"),
            false);
    return Objects.requireNonNull(Gateway.start(config).block(Duration.ofSeconds(20)));
  }
}
