package callflux.gateway.realtime;

import callflux.codec.realtime.ClientEvent;
import callflux.codec.realtime.RealtimeCodec;
import callflux.codec.realtime.ServerEvent;
import callflux.gateway.agent.Agent;
import callflux.gateway.call.CallFailure;
import callflux.gateway.call.Leg;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import java.io.IOException;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.netty.Connection;
import reactor.netty.FutureMono;
import reactor.netty.NettyPipeline;
import reactor.netty.channel.AbortedException;

/// One open Realtime session: a socket as server events in, client events out.
final class RealtimeLeg implements Leg<ServerEvent, ClientEvent> {
  private final Connection connection;
  private final Channel channel;
  private final EventHandler handler;

  private RealtimeLeg(Connection connection, EventHandler handler) {
    this.connection = connection;
    this.channel = connection.channel();
    this.handler = handler;
  }

  /// Makes a leg of a socket that was upgraded just now, and asks for the agent's session. To be
  /// called as the upgrade is told, before another byte is decoded.
  static RealtimeLeg on(
      Connection connection,
      RealtimeCodec codec,
      Agent agent,
      Duration ping,
      UpstreamMeters meters) {
    var handler = new EventHandler(codec, agent, meters);
    var channel = connection.channel();
    StrictFrames.in(channel.pipeline());
    channel
        .pipeline()
        .addBefore(NettyPipeline.ReactiveBridge, "callflux.events", handler)
        .addBefore(NettyPipeline.ReactiveBridge, "callflux.heartbeat", new Heartbeat(ping));
    var leg = new RealtimeLeg(connection, handler);
    // If this write fails the socket is broken, and whoever receives is told so.
    var _ =
        channel.writeAndFlush(new ClientEvent.SessionUpdate(EventHandler.SESSION, agent.session()));
    return leg;
  }

  @Override
  public Flux<ServerEvent> receive() {
    return connection.inbound().receiveObject().handle(RealtimeLeg::told);
  }

  private static void told(Object message, SynchronousSink<ServerEvent> sink) {
    switch (message) {
      case ServerEvent event -> sink.next(event);
      case CallFailure failure -> sink.error(failure);
      default -> throw new IllegalStateException("not an event: " + message.getClass());
    }
  }

  @Override
  public Mono<Void> send(Flux<ClientEvent> messages) {
    return Mono.defer(() -> connection.outbound().sendObject(messages).then())
        .onErrorMap(RealtimeLeg::isBrokenSocket, _ -> lost())
        // Reactor Netty takes a socket that closes under a send for the end of the send.
        .then(Mono.defer(() -> channel.isActive() ? Mono.empty() : Mono.<Void>error(lost())))
        .onErrorComplete(_ -> handler.isOurs());
  }

  private static boolean isBrokenSocket(Throwable e) {
    return e instanceof IOException || e instanceof AbortedException;
  }

  private static CallFailure lost() {
    return new CallFailure.ModelLost("the model's socket broke while written to");
  }

  @Override
  public Mono<Void> close(int code, String reason) {
    return Mono.defer(() -> {
      // A second one, or one on a socket that is gone, is dropped on the way.
      var _ = channel.writeAndFlush(new CloseWebSocketFrame(code, reason));
      return FutureMono.from(channel.closeFuture());
    });
  }
}
