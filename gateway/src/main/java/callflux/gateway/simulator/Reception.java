package callflux.gateway.simulator;

import callflux.gateway.simulator.Faults.Fault;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import tools.jackson.databind.node.ObjectNode;

/// Lets clients in, and seats each at a session of its own.
final class Reception {
  private static final Logger log = LoggerFactory.getLogger(Reception.class);
  private static final int LARGEST_FRAME = 16 * 1_024 * 1_024; // an append of 15 MiB fits
  private static final int REMEMBERED = 1_000; // sessions, of those that have ended
  private static final Duration BETWEEN_PINGS = Duration.ofMillis(200);

  private final SimulatorConfig config;
  private final SpeechLibrary library;
  private final ChannelGroup channels = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
  private final AtomicLong handshakes = new AtomicLong();
  private final AtomicLong connections = new AtomicLong();
  private final AtomicLong opened = new AtomicLong();
  private final Queue<SessionJournal> journals = new ConcurrentLinkedQueue<>();

  Reception(SimulatorConfig config, SpeechLibrary library) {
    this.config = config;
    this.library = library;
  }

  Publisher<Void> receive(HttpServerRequest request, HttpServerResponse response) {
    return switch (judge(request)) {
      case Handshake.Ignored() -> Mono.never();
      case Handshake.Denied denied -> deny(response, denied);
      case Handshake.Accepted accepted ->
          response.sendWebsocket(
              (in, _) -> seat(in, accepted),
              WebsocketServerSpec.builder().maxFramePayloadLength(LARGEST_FRAME).build());
    };
  }

  private Handshake judge(HttpServerRequest request) {
    boolean suffers = handshakes.incrementAndGet() <= config.faults().times();
    return Handshake.judge(
        request.uri(),
        request.requestHeaders(),
        config.key(),
        suffers ? config.faults() : Faults.none());
  }

  private static Publisher<Void> deny(HttpServerResponse response, Handshake.Denied denied) {
    ObjectNode body = Json.object();
    body.putObject("error")
        .put("type", "invalid_request_error")
        .put("code", denied.code())
        .put("message", "No session can be opened.")
        .putNull("param");
    response
        .status(denied.status())
        .header(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
    Duration retryAfter = denied.faults().retryAfter();
    if (retryAfter != null) {
      response.header(HttpHeaderNames.RETRY_AFTER, Long.toString(retryAfter.toSeconds()));
    }
    return response.sendObject(Unpooled.wrappedBuffer(Json.MAPPER.writeValueAsBytes(body)));
  }

  private Publisher<Void> seat(WebsocketInbound in, Handshake.Accepted accepted) {
    Channel channel = channelOf(in);
    channels.add(channel);
    Faults faults = accepted.faults();
    var wire =
        new Wire(channel, new Ids(connections.incrementAndGet()), faults.has(Fault.FRAGMENTS));
    if (accepted.beta()) {
      refuseBeta(wire);
      return in.receive().then();
    }
    if (faults.has(Fault.PINGS)) {
      ping(channel, wire);
    }
    SessionJournal journal = register(new SessionJournal(wire.id("sess"), accepted.model()));
    Mind mind = config.brain().join(journal);
    return hold(in, new SessionContext(wire, config, faults, library, journal, mind));
  }

  private Mono<Void> hold(WebsocketInbound in, SessionContext context) {
    SessionJournal journal = context.journal();
    Duration lifetime = context.faults().lifetime();
    var session = new Session(context, initial(journal, lifetime));
    var expiry = context.wire().after(lifetime, session::expire);
    session.open();
    config.observer().opened(journal);
    return in.aggregateFrames(LARGEST_FRAME)
        .receiveFrames()
        .doOnNext(frame -> hand(frame, session, context.wire()))
        .then()
        .doOnError(lost -> tell(lost, journal))
        .onErrorComplete()
        .doFinally(_ -> {
          expiry.cancel();
          session.end();
          config.observer().closed(journal);
        });
  }

  /// A client that vanishes is nothing to wonder at; all else is a fault of ours.
  private static void tell(Throwable lost, SessionJournal journal) {
    boolean vanished = lost instanceof IOException || lost instanceof AbortedException;
    log.atLevel(vanished ? Level.DEBUG : Level.ERROR)
        .addKeyValue("session", journal.sessionId())
        .setCause(lost)
        .log("session is lost");
  }

  private static void refuseBeta(Wire wire) {
    var refused =
        new Refused(
            "beta_api_shape_disabled",
            "The Realtime Beta API is no longer supported. Please use /v1/realtime for the GA API.",
            null);
    wire.send(Errors.event(wire, refused, null));
    wire.flush();
    wire.close(4000, refused.code());
  }

  private static Channel channelOf(WebsocketInbound in) {
    var found = new ArrayList<Channel>(1);
    in.withConnection(connection -> found.add(connection.channel()));
    return found.getFirst();
  }

  private SessionJournal register(SessionJournal journal) {
    opened.incrementAndGet();
    journals.add(journal);
    if (journals.size() > REMEMBERED + channels.size()) {
      journals.stream().filter(known -> !known.open()).findFirst().ifPresent(journals::remove);
    }
    return journal;
  }

  private static Settings initial(SessionJournal journal, Duration lifetime) {
    long expiresAt = Instant.now().plus(lifetime).getEpochSecond();
    return Settings.initial(journal.sessionId(), journal.model(), expiresAt);
  }

  private static void hand(WebSocketFrame frame, Session session, Wire wire) {
    switch (frame) {
      case TextWebSocketFrame text -> session.receive(text.text());
      case BinaryWebSocketFrame _ -> wire.close(1003, "text frames only");
      default -> {
        // A pong, which needs no answer.
      }
    }
  }

  private static void ping(Channel channel, Wire wire) {
    if (channel.isActive()) {
      wire.ping();
      wire.after(BETWEEN_PINGS, () -> ping(channel, wire));
    }
  }

  List<SessionJournal> journals() {
    return List.copyOf(journals);
  }

  long opened() {
    return opened.get();
  }

  int open() {
    return channels.size();
  }

  /// Cuts all connections, and doesn't wait for it.
  @SuppressWarnings("FutureReturnValueIgnored") // each connection tells of its end by itself
  void close() {
    channels.close();
  }
}
