package callflux.gateway.ops;

import callflux.gateway.http.Limits;
import callflux.gateway.http.ServerPipeline;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRoutes;
import reactor.netty.resources.LoopResources;

/// The admin port: as strict as the public one, on an event loop of its own, so that nobody who
/// looks takes time from a call.
public final class AdminServer {
  private static final Logger log = LoggerFactory.getLogger(AdminServer.class);

  private final LoopResources loop;
  private final DisposableServer server;

  private AdminServer(LoopResources loop, DisposableServer server) {
    this.loop = loop;
    this.server = server;
  }

  static Mono<AdminServer> start(
      OpsConfig config, MeterRegistry registry, Consumer<HttpServerRoutes> routes) {
    if (!config.loopback()) {
      log.atWarn()
          .addKeyValue("bind", config.bind())
          .log("the admin port serves other hosts, and asks them for no secret");
    }
    var loop = LoopResources.create("callflux-admin", 1, true);
    return ServerPipeline.strict(HttpServer.create(), Limits.production().http(), registry)
        .runOn(loop)
        .host(config.bind())
        .port(config.port())
        .route(routes)
        .bind()
        .map(server -> new AdminServer(loop, server))
        .doOnError(_ -> loop.dispose());
  }

  /// Where it listens.
  public InetSocketAddress address() {
    return (InetSocketAddress) server.address();
  }

  /// Stops listening. Completes when it has.
  public Mono<Void> stop() {
    return Mono.<Void>fromRunnable(server::dispose)
        .then(server.onDispose())
        .then(loop.disposeLater(Duration.ZERO, Duration.ofSeconds(2)));
  }
}
