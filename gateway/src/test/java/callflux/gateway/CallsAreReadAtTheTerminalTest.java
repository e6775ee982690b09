package callflux.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.ArchiveDesk.Opened;
import callflux.gateway.archive.ArchiveFailure;
import callflux.gateway.archive.ArchiveFailure.Verdict;
import callflux.gateway.archive.CallFile;
import callflux.gateway.config.ConfigInvalid;
import callflux.gateway.config.Fault;
import callflux.gateway.history.ACall;
import callflux.gateway.history.HistoryJson;
import callflux.gateway.history.Shelf;
import callflux.gateway.history.TranscriptText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// `callflux calls`, `call`, `stats`, `export`, `erase` and `migrate`.
class CallsAreReadAtTheTerminalTest {
  private static final String OLD = "CAffffffffffffffffffffffffffffffff";

  private final Instant today = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private final CallFile call = ACall.whole(ACall.SID, today);
  private final CallFile older = ACall.whole(OLD, today.minus(100, ChronoUnit.DAYS));
  private final Shelf shelf = new Shelf(List.of(call, older));
  private final AtomicInteger migrated = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final ArchiveDesk desk =
      new ArchiveDesk(() ->
          new Opened(
              shelf, Mono.fromRunnable(migrated::incrementAndGet), () -> closed.incrementAndGet()));

  /// What a command came to.
  private record Outcome(int code, List<String> out, List<String> err) {}

  @Test
  void callsAreListedNewestFirst() {
    var listed = run(CallsCommand::new);

    assertThat(listed.code()).isZero();
    assertThat(listed.out()).hasSize(3);
    assertThat(listed.out().getFirst()).startsWith("BEGAN (UTC)").endsWith("USD");
    assertThat(listed.out().get(1))
        .contains(ACall.SID, "+14155550100", "+1202***0142", "2:41", "caller hung up", "640")
        .endsWith("+0.40    72  0.043620");
    assertThat(listed.out().get(2)).contains(OLD);
    assertThat(closed).hasValue(1);
  }

  @Test
  void callsAreListedByDayAndNumber() {
    assertThat(run(CallsCommand::new, "--most", "1").out()).hasSize(2);
    assertThat(run(CallsCommand::new, "--number", "+14155550199").out()).hasSize(1);
    assertThat(run(CallsCommand::new, "--from", today.toString().substring(0, 10)).out())
        .hasSize(2);
    assertThat(run(CallsCommand::new, "--from", "soon").code()).isEqualTo(2);
    var json = run(CallsCommand::new, "--number", "+14155550100", "--json").out();
    assertThat(JsonMapper.shared().readTree(json.getFirst()).get("calls")).hasSize(2);
  }

  @Test
  void callIsPrinted() {
    assertThat(run(CallCommand::new, ACall.SID))
        .isEqualTo(new Outcome(0, TranscriptText.lines(call), List.of()));
    assertThat(run(CallCommand::new, ACall.SID, "--json").out())
        .containsExactly(HistoryJson.call(call).toString());
  }

  @Test
  void callThatIsNotKeptIsSaidSo() {
    var outcome = run(CallCommand::new, "CA12");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).singleElement().asString().contains("no such call is kept");
  }

  @Test
  void daysAreSummedUp() {
    var stats = run(StatsCommand::new, "--days", "2").out();

    assertThat(stats).hasSize(2);
    assertThat(stats.getLast())
        .startsWith(today.toString().substring(0, 10) + "  +14155550100")
        .containsPattern(" 1 +0 +2\\.7 +8 +1 +640 +\\+0\\.40 +72 +0\\.043620");
    assertThat(run(StatsCommand::new, "--days", "200").out()).hasSize(3);
  }

  @Test
  void callsAreExportedOldestFirst() {
    assertThat(run(ExportCommand::new).out())
        .containsExactly(HistoryJson.call(older).toString(), HistoryJson.call(call).toString());
  }

  @Test
  void callIsErasedWhenSomebodySaysYes() {
    assertThat(run(desk -> new EraseCommand(desk, _ -> false), OLD).code()).isEqualTo(2);
    assertThat(shelf.size()).isEqualTo(2);

    assertThat(run(desk -> new EraseCommand(desk, _ -> true), OLD).out())
        .containsExactly("erased: 1 call");
    assertThat(shelf.size()).isEqualTo(1);
    assertThat(run(desk -> new EraseCommand(desk, _ -> true), OLD).code()).isEqualTo(1);
  }

  @Test
  void oldCallsAreErasedUnasked() {
    var day = today.minus(50, ChronoUnit.DAYS).toString().substring(0, 10);

    var outcome = run(desk -> new EraseCommand(desk, _ -> false), "--before", day, "--yes");

    assertThat(outcome).isEqualTo(new Outcome(0, List.of("erased: 1 call"), List.of()));
    assertThat(shelf.call(OLD).blockOptional()).isEmpty();
  }

  @Test
  void oneOrTheOtherIsErased() {
    assertThat(run(desk -> new EraseCommand(desk, _ -> true)).code()).isEqualTo(2);
    assertThat(run(desk -> new EraseCommand(desk, _ -> true), OLD, "--before", "2026-01-01").code())
        .isEqualTo(2);
    assertThat(shelf.size()).isEqualTo(2);
  }

  @Test
  void schemaIsMade() {
    assertThat(run(MigrateCommand::new).out()).containsExactly("the schema is up to date");
    assertThat(migrated).hasValue(1);
    assertThat(closed).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"PASSING", "REFUSED"})
  void archiveThatFailsIsSaidSo(Verdict verdict) {
    shelf.failsWith(new ArchiveFailure(verdict, "connection refused", new IOException()));

    for (var outcome :
        List.of(
            run(CallsCommand::new),
            run(CallCommand::new, OLD),
            run(StatsCommand::new),
            run(ExportCommand::new),
            run(desk -> new EraseCommand(desk, _ -> true), OLD))) {
      assertThat(outcome.code()).isEqualTo(69);
      assertThat(outcome.err()).singleElement().asString().contains("connection refused");
    }
    assertThat(closed).hasValue(5);
  }

  @Test
  void configurationThatIsWrongIsSaidSo() {
    var broken =
        new ArchiveDesk(() -> {
          throw new ConfigInvalid(
              List.of(new Fault("DATABASE_URL", "is no address", "write postgres://host/name")));
        });

    assertThat(execute(new CallsCommand(broken)))
        .isEqualTo(
            new Outcome(
                78,
                List.of(),
                List.of("callflux: DATABASE_URL: is no address; write postgres://host/name")));
  }

  @Test
  void theyAreCommandsOfTheGateway() {
    assertThat(Main.command().getSubcommands())
        .containsKeys("calls", "call", "stats", "export", "erase", "migrate");
  }

  private Outcome run(Function<ArchiveDesk, Callable<Integer>> command, String... arguments) {
    return execute(command.apply(desk), arguments);
  }

  private static Outcome execute(Callable<Integer> command, String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        new CommandLine(command)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Outcome(code, out.toString().lines().toList(), err.toString().lines().toList());
  }
}
