package callflux.gateway.history;

import callflux.gateway.archive.Archive;
import callflux.gateway.archive.ArchiveFailure;
import callflux.gateway.archive.CallFile;
import callflux.gateway.archive.EntryCodec;
import callflux.gateway.archive.Sealer;
import callflux.gateway.database.Database;
import callflux.gateway.database.NewDatabase;
import callflux.gateway.http.Limits;
import callflux.gateway.http.ServerPipeline;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Serves the statistics page for a browser to look at: over three months of generated calls in
/// either database, over an empty archive, and over one that fails. Prints a line of JSON with
/// where they are and what the calls come to, worked out call by call. Runs until it is killed.
public final class HistoryDemo {
  private static final int CALLS = 10_000;
  private static final int DAYS = 90;
  private static final int NUMBERS = 12;
  private static final long SEED = 20_261_127;

  /// Rows that are added at once.
  private static final int BATCH = 500;

  /// Analyses that are added at once.
  private static final int AT_ONCE = 4;

  private static final EntryCodec CODEC = new EntryCodec(Sealer.NONE);

  private HistoryDemo() {}

  /// Fills the databases, which takes a while.
  ///
  /// @param arguments the directory of H2's file, with nothing in it
  public static void main(String[] arguments) throws SQLException {
    var calls = GeneratedHistory.calls(SEED, CALLS, Instant.now(), DAYS, NUMBERS);
    var down =
        new ArchiveFailure(ArchiveFailure.Verdict.PASSING, "connection refused", new IOException());
    var told = JsonMapper.shared().createObjectNode();
    var h2 = NewDatabase.h2(Path.of(arguments[0]));
    var postgresql = NewDatabase.postgresql();
    told.put("full", serve(filled(h2::open, calls)));
    told.put("postgres", serve(filled(postgresql::open, calls)));
    told.put("empty", serve(new Shelf(List.of())));
    told.put("failing", serve(new Shelf(List.of()).failsWith(down)));
    sum(calls, told.putObject("all"));
    sum(of("+14155550102", calls), told.putObject("one"));
    told.put("numbers", calls.stream().map(file -> Shelf.head(file).number()).distinct().count());
    System.out.println(told);
    Mono.never().block();
  }

  /// A database with calls in it, closed and opened again: as a gateway finds it that starts.
  private static Database filled(Supplier<Database> opening, List<CallFile> calls) {
    var filling = opening.get();
    fill(filling, calls);
    filling.close().block();
    var filled = opening.get();
    filled.migrate().then(filled.rehearse(Instant.now())).block();
    return filled;
  }

  /// As calls come from gateways: rows first, and then what was found in them.
  private static void fill(Archive archive, List<CallFile> calls) {
    var rows = Flux.fromIterable(calls).flatMapIterable(CallFile::entries).map(CODEC::row);
    var analyses = Flux.fromIterable(calls).mapNotNull(CallFile::analysis);
    rows.buffer(BATCH)
        .concatMap(batch -> archive.add(batch))
        .thenMany(analyses.flatMap(analysis -> archive.add(analysis), AT_ONCE))
        .blockLast();
  }

  private static String serve(Archive archive) {
    var server =
        ServerPipeline.strict(
                HttpServer.create().host("127.0.0.1").port(0),
                Limits.production().http(),
                new SimpleMeterRegistry())
            .route(new HistoryRoutes(archive, true))
            .bindNow();
    return "http://127.0.0.1:" + server.port();
  }

  private static List<CallFile> of(String number, List<CallFile> calls) {
    return calls.stream().filter(file -> Shelf.head(file).number().equals(number)).toList();
  }

  private static void sum(List<CallFile> calls, ObjectNode node) {
    var ends = Lines.known(calls, Lines::ended);
    var found = Lines.known(calls, Lines::findings);
    node.put("calls", calls.size());
    node.put("failed", calls.stream().filter(Lines::failed).count());
    node.put("analysed", found.size());
    node.put(
        "length_ms", ends.stream().mapToLong(ended -> ended.summary().length().toMillis()).sum());
    node.put("cost_usd", Told.usd(calls.stream().mapToLong(Lines::cost).sum()));
    node.put("sentiment", found.stream().collect(Collectors.averagingDouble(f -> f.sentiment())));
    node.put("lead_score", found.stream().collect(Collectors.averagingDouble(f -> f.leadScore())));
    node.put(
        "answer_ms",
        Lines.known(ends.stream(), ended -> ended.timings().voiceToVoice()).stream()
            .collect(Collectors.averagingDouble(Duration::toMillis)));
  }
}
