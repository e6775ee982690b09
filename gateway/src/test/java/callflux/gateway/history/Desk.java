package callflux.gateway.history;

import callflux.gateway.archive.Archive;
import callflux.gateway.http.Limits;
import callflux.gateway.http.ServerPipeline;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An admin port with nothing but the history of an archive, and somebody who asks there.
final class Desk implements AutoCloseable {
  /// What time it is there.
  static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

  private final DisposableServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  private Desk(Archive archive, boolean thisHostOnly) {
    server =
        ServerPipeline.strict(
                HttpServer.create().host("127.0.0.1").port(0),
                Limits.production().http(),
                new SimpleMeterRegistry())
            .route(new HistoryRoutes(archive, thisHostOnly, InstantSource.fixed(NOW)))
            .bindNow();
  }

  /// On loopback.
  static Desk over(Archive archive) {
    return new Desk(archive, true);
  }

  /// Open to other hosts.
  static Desk openTo(Archive archive) {
    return new Desk(archive, false);
  }

  int port() {
    return server.port();
  }

  /// Asks; `headers` are names and values in turn.
  HttpResponse<String> gets(String path, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .timeout(Duration.ofSeconds(20));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  JsonNode json(String path) {
    return JsonMapper.shared().readTree(gets(path).body());
  }

  @Override
  public void close() {
    client.close();
    server.disposeNow(Duration.ofSeconds(5));
  }
}
