package callflux.gateway.simulator;

import callflux.codec.audio.AudioFormat;
import io.netty.channel.Channel;
import java.net.SocketAddress;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/// An OpenAI Realtime server that needs no key, no network and no model: `/v1/realtime` on a real
/// socket, with ears and a voice of its own.
///
/// Any model name will do. A client may ask for faults in its URL; see [Faults].
public final class SimulatorServer implements DisposableServer {
  private static final Logger log = LoggerFactory.getLogger(SimulatorServer.class);

  private final DisposableServer server;
  private final Reception reception;

  private SimulatorServer(DisposableServer server, Reception reception) {
    this.server = server;
    this.reception = reception;
  }

  /// Starts one, which serves until it is disposed of.
  ///
  /// Fails with `ChannelBindException` if the address is taken.
  public static Mono<SimulatorServer> start(SimulatorConfig config) {
    return rehearse(config.brain())
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(library -> open(config, new Reception(config, library)));
  }

  private static Mono<SimulatorServer> open(SimulatorConfig config, Reception reception) {
    return HttpServer.create()
        .bindAddress(config::address)
        .handle(reception::receive)
        .bind()
        .map(server -> new SimulatorServer(server, reception))
        .doOnNext(simulator ->
            log.atInfo().addKeyValue("port", simulator.port()).log("simulator is listening"));
  }

  /// Speaks what the brain is known to say, so that no call waits for it.
  private static Mono<SpeechLibrary> rehearse(Brain brain) {
    var library = new SpeechLibrary(brain);
    return Flux.fromIterable(brain.repertoire())
        .concatMap(words -> library.speak(words, AudioFormat.PCMU))
        .then(Mono.just(library));
  }

  /// The address for clients, such as `ws://127.0.0.1:4321/v1/realtime`; they add `?model=`.
  public String url() {
    return "ws://" + server.host() + ":" + server.port() + "/v1/realtime";
  }

  /// Sessions in the order they were opened: all that are open, and the last 1,000 that were.
  public List<SessionJournal> sessions() {
    return reception.journals();
  }

  /// How many sessions were ever opened.
  public long sessionsOpened() {
    return reception.opened();
  }

  /// How many sessions are open now.
  public int sessionsOpen() {
    return reception.open();
  }

  @Override
  public Channel channel() {
    return server.channel();
  }

  @Override
  public SocketAddress address() {
    return server.address();
  }

  @Override
  public String host() {
    return server.host();
  }

  @Override
  public int port() {
    return server.port();
  }

  /// Stops listening, and cuts the sessions that are open.
  @Override
  public void dispose() {
    server.dispose();
    reception.close();
  }
}
