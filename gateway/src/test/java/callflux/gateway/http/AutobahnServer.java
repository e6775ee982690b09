package callflux.gateway.http;

import io.netty.buffer.ByteBufAllocator;

/// The echo that Autobahn's fuzzing client tests: our pipeline with the limits of production.
public final class AutobahnServer {
  private AutobahnServer() {}

  /// Serves until it is killed.
  ///
  /// @param args the port
  public static void main(String[] args) {
    new EchoServer(Limits.production(), Integer.parseInt(args[0]), ByteBufAllocator.DEFAULT).join();
  }
}
