package callflux.bench.drill;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.bench.drill.Findings.Count;
import callflux.bench.drill.Kept.Size;
import callflux.bench.drill.Lines.Placed;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// A thousand calls, fifty at once, while the database, the gateway and both are killed: every turn
/// is in the database once and in order, but for what was being said at that moment, and a gap says
/// so.
class NothingSaidIsLostTest {
  private static final int AT_ONCE = 50;
  private static final int CALLS = 1_000;

  /// From when the gateway has been told of something to when it has to be on the disk, on a
  /// machine that does other things besides.
  private static final Duration GRACE = Duration.ofMillis(500);

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Scheduler BLOCKING = Schedulers.boundedElastic();

  @TempDir private Path folder;
  private final Witness witness = new Witness();
  private final List<Long> kills = new ArrayList<>();

  @Test
  @Tag("long")
  @Timeout(480)
  void whateverIsKilled() throws Exception {
    try (var model = TurnModel.start(witness);
        var postgres = new Postgres(folder.resolve("postgres"));
        var gateway = new DrilledGateway(folder, model.url(), postgres.url())) {
      gateway.start();
      gateway.ready();
      var lines = new Lines(gateway.line(), witness);
      var calling = lines.busy(AT_ONCE).toFuture();
      drill(postgres, gateway);
      calls(CALLS);
      lines.close();
      var placed = calling.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      settle(postgres, gateway);

      report(placed, audit(placed, postgres));
    }
  }

  private void drill(Postgres postgres, DrilledGateway gateway) throws Exception {
    calls(150);
    postgres.kill();
    calls(300);
    postgres.start();
    calls(450);
    kill(gateway);
    calls(600);
    postgres.kill();
    kill(gateway);
    calls(750);
    postgres.start();
    // Perhaps in the middle of what was held back.
    kill(gateway);
  }

  /// Who was on the line calls again.
  private void kill(DrilledGateway gateway) throws Exception {
    kills.add(System.nanoTime());
    gateway.kill();
    gateway.start();
  }

  /// Until so many calls have been answered.
  private void calls(int many) {
    await(Mono.fromSupplier(witness::calls).filter(calls -> calls >= many));
  }

  /// Until every call has its end, and nothing comes any more.
  private static void settle(Postgres postgres, DrilledGateway gateway) {
    Shipping.awaited(gateway.adminPort());
    await(
        Flux.interval(Duration.ofSeconds(1))
            .onBackpressureDrop()
            .concatMap(_ -> Mono.fromCallable(() -> size(postgres)).subscribeOn(BLOCKING), 1)
            .buffer(5, 1)
            .filter(last -> last.getLast().unended() == 0 && last.stream().distinct().count() == 1)
            .next());
  }

  private static Size size(Postgres postgres) throws SQLException {
    try (var database = postgres.connect()) {
      return Kept.size(database);
    }
  }

  private static <T> void await(Mono<T> signal) {
    Objects.requireNonNull(
        signal
            .repeatWhenEmpty(times -> times.delayElements(Duration.ofMillis(100)))
            .block(PATIENCE));
  }

  private Findings audit(List<Placed> placed, Postgres postgres) throws SQLException {
    var told = placed.stream().map(call -> call.told(witness)).toList();
    try (var database = postgres.connect()) {
      return new Audit(kills, GRACE).check(told, Kept.entries(database));
    }
  }

  private void report(List<Placed> placed, Findings findings) {
    var ends = placed.stream().collect(groupingBy(call -> call.call().ending().kind(), counting()));
    System.out.printf(
        "%d calls answered, ended as %s, %d kills of the gateway: %s%n",
        witness.calls(), ends, kills.size(), findings);
    findings.examples().forEach(System.out::println);
    assertThat(findings.faults()).isEmpty();
    assertThat(witness.calls()).isGreaterThanOrEqualTo(CALLS);
    assertThat(findings.counted(Count.KEPT)).isGreaterThan(3 * CALLS);
    assertThat(findings.counted(Count.CUT)).isPositive();
    assertThat(findings.counted(Count.IN_FLIGHT)).isLessThanOrEqualTo(findings.counted(Count.CUT));
  }
}
