package callflux.bench.scenario;

import callflux.bench.load.CallPlan;
import callflux.bench.load.Line;
import callflux.bench.load.SimulatedCaller;
import callflux.gateway.Companion;
import callflux.gateway.Gateway;
import callflux.gateway.GatewayConfig;
import callflux.gateway.StandIn;
import callflux.gateway.config.ConfigInvalid;
import callflux.gateway.simulator.Brain;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Where scenarios are played: gateways in this JVM, in local mode, one for each configuration.
///
/// For one thread; calls go on many.
public final class Theatre implements AutoCloseable {
  private static final Duration STARTING = Duration.ofSeconds(60);
  private static final Duration STOPPING = Duration.ofSeconds(30);

  /// The gateway says how a call ended a moment after the caller's socket is closed.
  private static final Duration LAST_WORD = Duration.ofSeconds(5);

  private final Map<String, String> environment;
  private final SimulatedCaller caller = new SimulatedCaller();
  private final Map<String, House> houses = new HashMap<>();

  /// Who answers where no model can be asked: one for all gateways.
  private @Nullable Brain standIn;

  private final AtomicInteger callers = new AtomicInteger();

  /// A gateway, and what is told of its calls.
  private record House(Gateway gateway, Overheard overheard, Line line) {}

  /// @param environment of the gateways, besides ports and configuration: such as a model's key
  public Theatre(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /// Starts the gateway that a scenario needs, unless there is one.
  ///
  /// @throws IOException if its configuration is wrong
  public void open(Script script) throws IOException {
    var config = config(script);
    if (!houses.containsKey(config)) {
      houses.put(config, start(script));
    }
  }

  /// Plays a scenario whose gateway is open, when subscribed; never fails because of what happens
  /// in it.
  public Mono<Performance> play(Script script) {
    var house = Objects.requireNonNull(houses.get(config(script)), "not opened");
    var from = String.format(Locale.ROOT, "+1555011%04d", callers.incrementAndGet());
    var line = house.line().between(from, script.to());
    var content = new Contentment(script, house.overheard(), from);
    var plan = new CallPlan(line, script.played(content), true);
    // What a call is told of is put in its place by when it began to ring.
    return caller
        .ready()
        .then(
            Mono.defer(() -> {
              long began = System.nanoTime();
              return caller
                  .call(plan)
                  .delayUntil(_ -> house.overheard().end(from).timeout(LAST_WORD, Mono.empty()))
                  .map(call -> new Performance(script, call, house.overheard().take(from), began));
            }));
  }

  private House start(Script script) throws IOException {
    int port = freePort();
    var whole = new HashMap<>(environment);
    whole.put("PORT", Integer.toString(port));
    whole.put("ADMIN_PORT", "0");
    Path file = null;
    if (script.config() != null) {
      file = Files.writeString(Files.createTempFile("scenario", ".yaml"), script.config());
      whole.put("CALLFLUX_CONFIG", file.toString());
    }
    try {
      var overheard = new Overheard();
      var config = GatewayConfig.read(whole, true);
      var joining = Companion.listening(overheard);
      var starting = Gateway.start(config, Flux.empty(), standIn(config), joining);
      var gateway = Objects.requireNonNull(starting.block(STARTING));
      return new House(gateway, overheard, Line.local(URI.create("http://127.0.0.1:" + port)));
    } catch (ConfigInvalid invalid) {
      throw new IOException(
          script.name()
              + ": its config is wrong: "
              + invalid.faults().stream().map(Object::toString).collect(Collectors.joining("; ")),
          invalid);
    } finally {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    }
  }

  private Brain standIn(GatewayConfig config) throws ConfigInvalid {
    var brain = standIn == null ? StandIn.of(config, environment) : standIn;
    standIn = brain;
    return brain;
  }

  private static String config(Script script) {
    var config = script.config();
    return config == null ? "" : config;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    Flux.fromIterable(houses.values()).flatMap(house -> house.gateway().stop()).blockLast(STOPPING);
  }
}
