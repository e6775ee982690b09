package callflux.bench;

import callflux.bench.load.Line;
import callflux.gateway.Gateway;
import callflux.gateway.GatewayConfig;
import callflux.gateway.config.ConfigInvalid;
import callflux.gateway.simulator.SimulatorServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/// The whole gateway in local mode, in this JVM, with the simulator in place of a model.
public final class LocalGateway implements AutoCloseable {
  private final Gateway gateway;

  private LocalGateway(Gateway gateway) {
    this.gateway = gateway;
  }

  /// Starts one on a free port.
  public static LocalGateway start() throws IOException, ConfigInvalid {
    var ports = Map.of("PORT", Integer.toString(freePort()), "ADMIN_PORT", "0");
    var config = GatewayConfig.read(ports, true);
    return new LocalGateway(
        Objects.requireNonNull(Gateway.start(config).block(Duration.ofSeconds(30))));
  }

  Line line() {
    return Line.local(URI.create("http://127.0.0.1:" + gateway.port()));
  }

  int admitted() {
    return gateway.admitted();
  }

  SimulatorServer simulator() {
    return Objects.requireNonNull(gateway.simulator());
  }

  @Override
  public void close() {
    gateway.stop().block(Duration.ofSeconds(30));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
