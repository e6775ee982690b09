package callflux.gateway.database;

import static callflux.gateway.database.Samples.LONG;
import static callflux.gateway.database.Samples.MORNING;
import static callflux.gateway.database.Samples.rows;
import static callflux.gateway.database.Samples.sid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import callflux.gateway.archive.Analysis;
import callflux.gateway.archive.ArchiveFailure;
import callflux.gateway.archive.ArchiveFailure.Verdict;
import callflux.gateway.archive.CallFile;
import callflux.gateway.archive.Content.CallerSpoke;
import callflux.gateway.archive.Content.Gap;
import callflux.gateway.archive.Content.ToolRan;
import callflux.gateway.archive.Entry;
import callflux.gateway.archive.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class ArchiveKeepsCallsTest {
  private static final String SID = sid(1);

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void whatIsKeptIsReadAsItWas(Place place) throws Exception {
    try (var kept = place.open(directory)) {
      var call = Samples.call(SID, MORNING, 9);
      add(kept.database(), rows(call));
      assertThat(read(kept.database()).entries()).isEqualTo(call);
    }
  }

  @ParameterizedTest
  @EnumSource
  void itIsReadInTheConversationsOrder(Place place) throws Exception {
    try (var kept = place.open(directory)) {
      var began = Samples.began(SID, MORNING);
      var answer = Samples.agent(SID, 1, "b", "At ten.");
      var late = at(0.5, Samples.caller(SID, 2, "a", "When?"));
      var later = at(0.25, Samples.caller(SID, 3, "c", "Hello."));
      var same = at(0.5, Samples.caller(SID, 4, "d", "When exactly?"));
      add(kept.database(), rows(List.of(began, answer)));
      add(kept.database(), rows(List.of(late, later, same)));
      assertThat(read(kept.database()).entries()).containsExactly(began, later, late, same, answer);
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofAnItemTheLastEntryCounts(Place place) throws Exception {
    try (var kept = place.open(directory)) {
      var began = Samples.began(SID, MORNING);
      var gap = Samples.entry(SID, 1, MORNING, new Gap("a", Gap.Cause.NOT_TRANSCRIBED));
      var nameless = Samples.entry(SID, 2, MORNING, new Gap(null, Gap.Cause.NOT_ANSWERED));
      var another = Samples.entry(SID, 3, MORNING, new Gap(null, Gap.Cause.NOT_WRITTEN));
      var words = at(1, Samples.caller(SID, 4, "a", "There I am."));
      add(kept.database(), rows(List.of(began, gap, nameless, another, words)));
      assertThat(read(kept.database()).entries()).containsExactly(began, words, nameless, another);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSentAgainIsKeptOnceAndAsItWas(Place place) throws Exception {
    try (var kept = place.open(directory)) {
      var call = Samples.call(SID, MORNING, 603);
      var rows = rows(call);
      var other = Samples.caller(SID, 1, "item_1", "Something else.");
      add(kept.database(), rows.subList(0, 300));
      add(kept.database(), rows);
      add(kept.database(), rows);
      add(kept.database(), rows(List.of(other, other)));
      assertThat(kept.number("select count(*) from entry")).isEqualTo(603);
      assertThat(kept.number("select count(*) from call")).isEqualTo(1);
      assertThat(kept.number("select count(*) from call_end")).isEqualTo(1);
      assertThat(read(kept.database()).entries()).isEqualTo(call);
    }
  }

  @ParameterizedTest
  @EnumSource
  void textMayHoldAnything(Place place) throws Exception {
    try (var kept = place.open(directory)) {
      var odd = "a\u0000b'\"\\;$1 \uD83D\uDE00 \u202E -- " + "é".repeat(20_000);
      var began = Samples.began(SID, MORNING);
      var spoke = Samples.entry(SID, 1, MORNING, new CallerSpoke("item'1", odd));
      var ran =
          Samples.entry(SID, 2, MORNING, new ToolRan(odd, odd, odd, odd, true, Duration.ZERO));
      add(kept.database(), rows(List.of(began, spoke, ran)));
      assertThat(read(kept.database()).entries()).containsExactly(began, spoke, ran);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRowThatCannotBeKeptIsPoisonAndNothingBesideItIsKept(Place place) throws Exception {
    try (var kept = place.open(directory)) {
      var good = rows(Samples.call(SID, MORNING, 3));
      var batch = new ArrayList<>(good);
      batch.add(new Row(sid(2), 0, 0, MORNING, "began", null, "{}", new byte[0]));
      assertThatThrownBy(() -> add(kept.database(), batch))
          .isInstanceOfSatisfying(
              ArchiveFailure.class,
              failure -> assertThat(failure.verdict()).isEqualTo(Verdict.POISON));
      assertThat(kept.number("select count(*) from entry")).isZero();
      add(kept.database(), good);
      assertThat(kept.number("select count(*) from entry")).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anUnknownCallIsNothing(Place place) throws Exception {
    try (var kept = place.open(directory)) {
      assertThat(kept.database().call(SID).blockOptional(LONG)).isEmpty();
      assertThat(kept.database().next(SID).block(LONG)).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theNextEntryComesAfterTheLast(Place place) throws Exception {
    try (var kept = place.open(directory)) {
      add(kept.database(), rows(Samples.call(SID, MORNING, 7)));
      assertThat(kept.database().next(SID).block(LONG)).isEqualTo(7);
    }
  }

  @ParameterizedTest
  @EnumSource
  void analysesAreKeptOnceAndTheLastCounts(Place place) throws Exception {
    try (var kept = place.open(directory)) {
      var first = Samples.failed(SID, 1);
      var second = Samples.found(SID, 2, 0.25, 70);
      add(kept.database(), rows(Samples.call(SID, MORNING, 3)));
      assertThat(read(kept.database()).analysis()).isNull();
      add(kept.database(), first);
      assertThat(read(kept.database()).analysis()).isEqualTo(first);
      add(kept.database(), second);
      add(kept.database(), Samples.found(SID, 2, -1, 0));
      assertThat(read(kept.database()).analysis()).isEqualTo(second);
      assertThat(kept.number("select count(*) from analysis")).isEqualTo(2);
    }
  }

  /// BlockHound would throw.
  @ParameterizedTest
  @EnumSource
  void nobodyWhoAsksIsBlocked(Place place) throws Exception {
    try (var kept = place.open(directory)) {
      var database = kept.database();
      var all =
          database
              .add(rows(Samples.call(SID, MORNING, 5)))
              .then(database.add(Samples.found(SID, 1, 0, 1)))
              .then(database.call(SID))
              .then(database.next(SID))
              .then(database.erase(SID))
              .subscribeOn(Schedulers.parallel());
      assertThat(all.block(LONG)).isTrue();
    }
  }

  /// What was begun is done, or not at all, and others come to no harm.
  @ParameterizedTest
  @EnumSource
  void whoGivesUpHarmsNobody(Place place) throws Exception {
    try (var kept = place.open(directory)) {
      var database = kept.database();
      database.migrate().block(LONG);
      for (int i = 1; i <= 20; i++) {
        var rows = rows(Samples.call(sid(i), MORNING, 40));
        var given = database.add(rows).subscribe();
        database.call(sid(i)).block(LONG);
        given.dispose();
        add(database, rows);
      }
      assertThat(kept.number("select count(*) from entry")).isEqualTo(800);
    }
  }

  private static Entry at(double place, Entry entry) {
    return new Entry(entry.callSid(), entry.seq(), place, entry.at(), entry.content());
  }

  private static CallFile read(Database database) {
    return Objects.requireNonNull(database.call(SID).block(LONG));
  }

  private static void add(Database database, List<Row> rows) {
    database.add(rows).block(LONG);
  }

  private static void add(Database database, Analysis analysis) {
    Mono.from(database.add(analysis)).block(LONG);
  }
}
