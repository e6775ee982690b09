package callflux.gateway.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import callflux.gateway.archive.Analysis.Findings;
import callflux.gateway.archive.ArchiveFailure.Verdict;
import callflux.gateway.archive.Content.Began;
import callflux.gateway.archive.Content.CallerSpoke;
import callflux.gateway.archive.Content.Ended;
import callflux.gateway.archive.Content.Gap;
import callflux.gateway.archive.Content.Gap.Cause;
import callflux.gateway.call.CallSummary;
import callflux.gateway.call.Termination;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What others try things on does what a database would.
class ArchiveInMemoryKeepsCallsTest {
  private static final Instant DAY = Instant.parse("2026-11-27T00:00:00Z");
  private static final Period ALL = new Period(DAY, DAY.plus(Duration.ofDays(9)));

  private final EntryCodec codec = new EntryCodec(Sealer.NONE);
  private final ArchiveInMemory archive = new ArchiveInMemory(codec);

  @Test
  void whatIsAddedAgainIsThereOnce() {
    add("CA1", 0, 0, began("main"));
    add("CA1", 0, 7, began("other"));

    assertThat(file("CA1").entries()).extracting(Entry::place).containsExactly(0.0);
    assertThat(archive.next("CA1").block()).isEqualTo(1);
  }

  @Test
  void entriesStandByPlaceAndOfAnItemTheLastCounts() {
    add("CA1", 0, 0, began("main"));
    add("CA1", 1, 2, new CallerSpoke("u2", "second"));
    add("CA1", 2, 1, new Gap("u1", Cause.NOT_TRANSCRIBED));
    add("CA1", 3, 1, new CallerSpoke("u1", "first"));

    assertThat(file("CA1").entries()).extracting(Entry::seq).containsExactly(0, 3, 1);
    assertThat(archive.call("CA2").block()).isNull();
  }

  @Test
  void itSaysWhichCallsHaveNoEndAndWhichNobodyHasRead() {
    add("CA1", 0, 0, began("main"));
    over("CA2", "main", Termination.MODEL_LOST);
    over("CA3", "main", null);
    archive.add(analysis("CA3", 1, 0.5)).block();

    assertThat(archive.unended("main", DAY.plusSeconds(1)).collectList().block())
        .containsExactly("CA1");
    assertThat(archive.unended("main", DAY).collectList().block()).isEmpty();
    assertThat(archive.unended("other", DAY.plusSeconds(1)).collectList().block()).isEmpty();
    assertThat(archive.unread(DAY, 2, 9).collectList().block()).containsExactly("CA2");
    archive.add(analysis("CA2", 1, null)).block();
    assertThat(archive.unread(DAY, 2, 9).collectList().block()).containsExactly("CA2");
    assertThat(archive.unread(DAY, 1, 9).collectList().block()).isEmpty();
  }

  @Test
  void itCountsTheCallsOfADay() {
    over("CA1", "main", Termination.CALLER_HUNG_UP);
    over("CA2", "main", Termination.MODEL_LOST);
    archive.add(analysis("CA1", 1, 0.5)).block();

    assertThat(archive.days(ALL).collectList().block())
        .containsExactly(
            new DayLine(
                LocalDate.of(2026, 11, 27),
                "+1415*",
                2,
                1,
                Duration.ofSeconds(20),
                4,
                2,
                2,
                Duration.ofMillis(500),
                1,
                0.5,
                50.0,
                2_007));
    assertThat(archive.calls(ALL, 1).collectList().block()).hasSize(1);
    assertThat(archive.calls(new Period(DAY.minusSeconds(9), DAY), 9).collectList().block())
        .isEmpty();
  }

  @Test
  void itForgets() {
    over("CA1", "main", null);
    over("CA2", "main", null);

    assertThat(archive.erase("CA1").block()).isTrue();
    assertThat(archive.erase("CA1").block()).isFalse();
    assertThat(archive.eraseBefore(DAY.plusSeconds(1)).block()).isEqualTo(1);
    assertThat(archive.size()).isZero();
  }

  @Test
  void allOrNothingIsTakenOfABatchWithPoison() {
    archive.poison(row -> row.seq() == 1);
    var batch =
        Stream.of(0, 1)
            .map(seq -> codec.row(new Entry("CA1", seq, seq, DAY, new Content.Interrupted())))
            .toList();

    assertThatThrownBy(() -> archive.add(batch).block())
        .isInstanceOfSatisfying(
            ArchiveFailure.class,
            failure -> assertThat(failure.verdict()).isEqualTo(Verdict.POISON));
    assertThat(archive.size()).isZero();
  }

  private void over(String callSid, String instance, @Nullable Termination how) {
    var summary = new CallSummary(Duration.ofSeconds(10), 2, 1, 1, 0, 0);
    var timings = new Timings(null, null, Duration.ofMillis(500), null, null);
    add(callSid, 0, 0, began(instance));
    add(callSid, 1, 1, new Ended(how, summary, 1_000, TokenCount.NONE, timings));
  }

  private static Began began(String instance) {
    return new Began(instance, "+1415*", "reception", "v1", "caller", "+1415***0100");
  }

  private static Analysis analysis(String callSid, int attempt, @Nullable Double sentiment) {
    var findings =
        sentiment == null ? null : new Findings("", "", sentiment, 50, List.of(), List.of());
    return new Analysis(callSid, attempt, DAY, "lexicon", findings, null, 7);
  }

  private void add(String callSid, int seq, double place, Content content) {
    archive.add(List.of(codec.row(new Entry(callSid, seq, place, DAY, content)))).block();
  }

  private CallFile file(String callSid) {
    return Objects.requireNonNull(archive.call(callSid).block());
  }
}
