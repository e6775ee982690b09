package callflux.bench;

import static java.util.Objects.requireNonNull;

import callflux.bench.load.Line;
import callflux.codec.realtime.Dialect;
import callflux.gateway.GatewayConfig;
import callflux.gateway.agent.Agent;
import callflux.gateway.archive.Content.AgentSpoke;
import callflux.gateway.archive.Entry;
import callflux.gateway.archive.EntryCodec;
import callflux.gateway.archive.Sealer;
import callflux.gateway.call.Call;
import callflux.gateway.call.CallListener;
import callflux.gateway.call.CallSummary;
import callflux.gateway.call.Calls;
import callflux.gateway.call.Termination;
import callflux.gateway.config.ConfigInvalid;
import callflux.gateway.config.Secret;
import callflux.gateway.http.ServerPipeline;
import callflux.gateway.journal.Journal;
import callflux.gateway.journal.JournalConfig;
import callflux.gateway.journal.JournalReader;
import callflux.gateway.realtime.Access;
import callflux.gateway.realtime.Endpoint;
import callflux.gateway.realtime.RealtimeConfig;
import callflux.gateway.realtime.Upstreams;
import callflux.gateway.simulator.SessionJournal.Truncation;
import callflux.gateway.simulator.SimulatorConfig;
import callflux.gateway.simulator.SimulatorServer;
import callflux.gateway.transcript.Pen;
import callflux.gateway.transcript.Pseudonyms;
import callflux.gateway.transcript.Recorder;
import callflux.gateway.twilio.TwilioRoutes;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/// A gateway on two event loops, before a simulator, that writes down what is said in its calls.
final class WordsGateway implements CallListener, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int AT_ONCE = 500;

  private final EntryCodec codec = new EntryCodec(Sealer.NONE);
  private final List<Entry> written = new ArrayList<>();
  private final Map<String, Sinks.Empty<Void>> over = new ConcurrentHashMap<>();
  private final LoopResources loops = LoopResources.create("words", 2, true);
  private final SimulatorServer simulator;
  private final DisposableServer server;
  private final Journal journal;
  private final JournalReader reader;

  /// @param directory where its journal is kept
  WordsGateway(Path directory) throws IOException, ConfigInvalid {
    var port = Integer.toString(freePort());
    var config = GatewayConfig.read(Map.of("PORT", port, "ADMIN_PORT", "0"), true);
    simulator = requireNonNull(SimulatorServer.start(SimulatorConfig.local()).block(PATIENCE));
    var meters = new SimpleMeterRegistry();
    var upstreams = new Upstreams(loops, meters);
    upstreams.use(Map.of(Agent.DEFAULT_UPSTREAM, model(simulator)));
    journal = Journal.open(JournalConfig.in(directory), meters);
    reader = journal.reader();
    var listeners = List.of(recorder(meters), this);
    var calls = new Calls(upstreams, listeners, new Calls.Terms(1_000, PATIENCE));
    var twilio = new TwilioRoutes(config.twilio(), calls, config::agents, meters);
    server =
        ServerPipeline.strict(HttpServer.create())
            .runOn(loops)
            .host("127.0.0.1")
            .port(config.listen().port())
            .route(twilio)
            .bindNow(PATIENCE);
  }

  private static RealtimeConfig model(SimulatorServer simulator) {
    return new RealtimeConfig(
        new Endpoint(simulator.url(), "simulator", "model", Map.of()),
        Access.bearer(new Secret("local")),
        Dialect.GA,
        RealtimeConfig.Patience.DEFAULTS,
        RealtimeConfig.BreakerSettings.DEFAULTS);
  }

  private CallListener recorder(MeterRegistry meters) {
    return new Recorder(
        new Pen(journal, codec, meters),
        Pseudonyms.keyedBy(new Secret("words that nobody guesses")),
        _ -> BigDecimal.ZERO,
        InstantSource.system());
  }

  @Override
  public void ended(Call call, Termination termination, CallSummary summary) {
    end(call.callSid()).tryEmitEmpty();
  }

  /// Completes when all of a call has been told.
  Mono<Void> over(String callSid) {
    return end(callSid).asMono().timeout(PATIENCE);
  }

  private Sinks.Empty<Void> end(String callSid) {
    return over.computeIfAbsent(callSid, _ -> Sinks.empty());
  }

  /// What is written of the agent's words in a call, turn by turn.
  List<AgentSpoke> heard(String callSid) throws IOException {
    journal.flush().block(PATIENCE);
    for (var more = reader.read(AT_ONCE); !more.isEmpty(); more = reader.read(AT_ONCE)) {
      more.forEach(record -> written.add(codec.entry(codec.row(record.body()))));
    }
    return written.stream()
        .filter(entry -> entry.callSid().equals(callSid))
        .sorted(Comparator.comparingDouble(Entry::place).thenComparingInt(Entry::seq))
        .map(Entry::content)
        .filter(AgentSpoke.class::isInstance)
        .map(AgentSpoke.class::cast)
        .toList();
  }

  Line line() {
    return Line.local(URI.create("http://127.0.0.1:" + server.port()));
  }

  /// What the model's server was told of items that were cut, by item.
  Map<String, Truncation> truncations() {
    return simulator.sessions().stream()
        .flatMap(session -> session.truncations().stream())
        .collect(Collectors.toMap(Truncation::itemId, Function.identity(), (_, last) -> last));
  }

  @Override
  public void close() {
    server.disposeNow(PATIENCE);
    simulator.disposeNow(PATIENCE);
    loops.disposeLater().block(PATIENCE);
    journal.close(PATIENCE);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
