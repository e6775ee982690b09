package callflux.gateway.realtime;

import callflux.codec.realtime.ClientEvent;
import callflux.codec.realtime.RealtimeCodec;
import callflux.codec.realtime.ServerEvent;
import callflux.gateway.agent.Agent;
import callflux.gateway.call.Leg;
import callflux.gateway.call.ModelDialer;
import callflux.gateway.http.ClientTls;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/// Dials OpenAI Realtime, or a server compatible with it.
///
/// A dial stays on one event loop, the one it is made from if that is one, so that the two legs of
/// a call share theirs.
public final class RealtimeClient implements ModelDialer {
  private static final String OPENED = "opened";

  /// By its prefix Reactor Netty leaves it before what gathers the answer.
  private static final String BRIEF_ANSWER = NettyPipeline.LEFT + "callflux.answer";

  private final RealtimeConfig config;
  private final LoopResources loops;
  private final UpstreamMeters meters;
  private final UpstreamBreaker breaker;
  private final HttpClient http;

  /// @param loops on which its sockets live
  /// @throws IllegalStateException if this JVM can't do TLS
  public RealtimeClient(RealtimeConfig config, LoopResources loops, MeterRegistry registry) {
    this(config, loops, registry, tls(SslContextBuilder.forClient()));
  }

  RealtimeClient(
      RealtimeConfig config, LoopResources loops, MeterRegistry registry, SslContext tls) {
    this.config = config;
    this.loops = loops;
    this.meters = new UpstreamMeters(registry);
    this.breaker = new UpstreamBreaker(host(config), config.breaker(), Clock.systemUTC());
    this.http = http(config, loops, tls);
  }

  private static String host(RealtimeConfig config) {
    return config.endpoint().authority();
  }

  /// TLS as the key deserves it.
  ///
  /// @param trust whom to trust; as it comes, whoever the JVM trusts
  static SslContext tls(SslContextBuilder trust) {
    return ClientTls.of(trust);
  }

  private static HttpClient http(RealtimeConfig config, LoopResources loops, SslContext tls) {
    var patience = config.patience();
    return HttpClient.create(ConnectionProvider.newConnection())
        .runOn(loops)
        .disableRetry(true)
        .followRedirect(false) // the key goes nowhere else
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) patience.connect().toMillis())
        .option(ChannelOption.TCP_NODELAY, true)
        .doOnChannelInit((_, channel, _) ->
            channel.pipeline().addAfter(NettyPipeline.HttpCodec, BRIEF_ANSWER, new BriefAnswer()))
        .secure(spec -> spec.sslContext(tls).handshakeTimeout(patience.handshake()))
        .headers(config.access()::writeTo);
  }

  @Override
  public Mono<Leg<ServerEvent, ClientEvent>> dial(Agent agent) {
    return Mono.defer(
            () -> {
              var loop = Schedulers.fromExecutorService(loops.onClient(true).next());
              return breaker.guard(attempt(agent, loop)).retryWhen(redial(loop)).subscribeOn(loop);
            })
        .onErrorMap(this::failure)
        .doOnSuccess(_ -> meters.dialled(OPENED))
        .doOnError(DialFailure.class, failure -> meters.dialled(failure.kind().label()))
        .onErrorMap(DialFailure.class, DialFailure::verdict);
  }

  /// Whether dials fail unasked for the moment, because the server is down or refuses the key.
  public boolean shunsModel() {
    return breaker.isOpen();
  }

  private Redial redial(Scheduler loop) {
    return new Redial(
        config.patience().retries(),
        loop,
        bound -> ThreadLocalRandom.current().nextLong(bound + 1),
        meters::retried);
  }

  /// One try. Reactor Netty's WebSocket client would wait for an answer for ever; to cancel it is
  /// to dispose of its connection.
  private Mono<Leg<ServerEvent, ClientEvent>> attempt(Agent agent, Scheduler loop) {
    return Mono.defer(() -> {
      long began = System.nanoTime();
      var codec = new RealtimeCodec(config.dialect(), agent.session().format());
      return http.websocket(
              WebsocketClientSpec.builder().maxFramePayloadLength(StrictFrames.MAX_MESSAGE).build())
          .uri(config.endpoint().uri(agent.session().model()))
          .connect()
          .<Leg<ServerEvent, ClientEvent>>map(connection ->
              RealtimeLeg.on(connection, codec, agent, config.patience().ping(), meters))
          .timeout(config.patience().handshake(), loop)
          .onErrorMap(this::failure)
          .doOnSuccess(_ -> tried(OPENED, began))
          .doOnError(DialFailure.class, failure -> tried(failure.kind().label(), began));
    });
  }

  private DialFailure failure(Throwable cause) {
    return DialFailure.of(cause, host(config), Instant.now());
  }

  private void tried(String result, long began) {
    meters.handshake(result).record(Duration.ofNanos(System.nanoTime() - began));
  }
}
