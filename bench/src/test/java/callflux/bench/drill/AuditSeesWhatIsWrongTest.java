package callflux.bench.drill;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.bench.drill.Findings.Count;
import callflux.bench.drill.Turn.Speaker;
import callflux.gateway.archive.Content;
import callflux.gateway.archive.Content.AgentSpoke;
import callflux.gateway.archive.Content.Began;
import callflux.gateway.archive.Content.CallerSpoke;
import callflux.gateway.archive.Content.Ended;
import callflux.gateway.archive.Content.Gap;
import callflux.gateway.archive.Content.Gap.Cause;
import callflux.gateway.archive.Entry;
import callflux.gateway.archive.Timings;
import callflux.gateway.archive.TokenCount;
import callflux.gateway.call.CallSummary;
import callflux.gateway.call.Termination;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// An audit that finds nothing proves something only if it would have.
class AuditSeesWhatIsWrongTest {
  private static final long SECOND = 1_000_000_000;
  private static final Duration GRACE = Duration.ofSeconds(1);

  /// A call of ten seconds with a turn every two.
  private static final Told CALL =
      new Told(
          "CA1",
          10 * SECOND,
          20 * SECOND,
          List.of(
              new Turn("u1", Speaker.CALLER, "hello", 11 * SECOND, 12 * SECOND, 12 * SECOND),
              new Turn("a1", Speaker.AGENT, "good day", 13 * SECOND, 14 * SECOND, 14 * SECOND),
              new Turn("u2", Speaker.CALLER, "", 15 * SECOND, 16 * SECOND, 16 * SECOND),
              new Turn("a2", Speaker.AGENT, "pardon", 17 * SECOND, 18 * SECOND, 18 * SECOND)));

  /// A call whose caller's words are not known when the agent speaks.
  private static final Told UNKNOWN =
      new Told(
          "CA1",
          10 * SECOND,
          20 * SECOND,
          List.of(
              new Turn("u1", Speaker.CALLER, "hello", 11 * SECOND, Turn.NEVER, Turn.NEVER),
              new Turn("a1", Speaker.AGENT, "good day", 13 * SECOND, Turn.NEVER, Turn.NEVER)));

  private static final List<Content> WHOLE =
      List.of(
          new Began("i", "n", "a", "p", "c", "m"),
          new CallerSpoke("u1", "hello"),
          new AgentSpoke("a1", "good ", "day"),
          new Gap("u2", Cause.NOT_TRANSCRIBED),
          new AgentSpoke("a2", "pardon", ""),
          ended(Termination.CALLER_HUNG_UP));

  @Test
  void nothingIsWrongWithAWholeCall() {
    var findings = audit(List.of(), entries(WHOLE));

    assertThat(findings.faults()).isEmpty();
    assertThat(findings.examples()).isEmpty();
    assertThat(findings.counted(Count.KEPT)).isEqualTo(4);
    assertThat(findings.toString()).contains("turns 4, kept 4");
  }

  @Test
  void wordsThatComeLateAreReadWhereTheyWereSaid() {
    var late = new ArrayList<>(entries(WHOLE));
    late.set(1, entry(4, 1, new CallerSpoke("u1", "hello")));
    late.set(4, entry(1, 4, new AgentSpoke("a2", "pardon", "")));

    assertThat(audit(List.of(), late).faults()).isEmpty();
  }

  @Test
  void aTurnIsLost() {
    assertThat(without(2).faults()).containsEntry(Count.LOST, 1L);
  }

  @Test
  void aGapIsLost() {
    assertThat(without(3).faults()).containsEntry(Count.LOST, 1L);
  }

  @Test
  void aCallIsLost() {
    assertThat(audit(List.of(), List.of()).faults()).containsEntry(Count.LOST, 5L);
  }

  @Test
  void aTurnIsThereTwice() {
    var twice = new ArrayList<>(WHOLE);
    twice.add(2, new CallerSpoke("u1", "hello"));

    assertThat(audit(List.of(), entries(twice)).faults()).isEqualTo(Map.of(Count.DUPLICATED, 1L));
  }

  @Test
  void theEndIsThereTwice() {
    var twice = new ArrayList<>(WHOLE);
    twice.add(ended(null));

    assertThat(audit(List.of(), entries(twice)).faults()).isEqualTo(Map.of(Count.DUPLICATED, 1L));
  }

  @Test
  void twoTurnsHaveChangedPlaces() {
    var swapped = new ArrayList<>(WHOLE);
    Collections.swap(swapped, 1, 2);

    assertThat(audit(List.of(), entries(swapped)).faults())
        .isEqualTo(Map.of(Count.OUT_OF_ORDER, 1L));
  }

  @Test
  void wordsAreNotThoseThatWereSaid() {
    var other = new ArrayList<>(WHOLE);
    other.set(2, new AgentSpoke("a1", "good ", "night"));

    assertThat(audit(List.of(), entries(other)).faults()).isEqualTo(Map.of(Count.ALTERED, 1L));
  }

  @Test
  void nobodyHasSaidThat() {
    var more = new ArrayList<>(WHOLE);
    more.add(3, new CallerSpoke("u9", "hello"));

    assertThat(audit(List.of(), entries(more)).faults()).isEqualTo(Map.of(Count.MADE_UP, 1L));
  }

  @Test
  void aNumberIsMissing() {
    var entries = new ArrayList<>(entries(WHOLE));
    entries.set(5, entry(6, 6, WHOLE.get(5)));

    assertThat(audit(List.of(), entries).faults()).isEqualTo(Map.of(Count.BROKEN, 1L));
  }

  @Test
  void thereIsNoEnd() {
    assertThat(without(5).faults()).isEqualTo(Map.of(Count.UNENDED, 1L));
  }

  @Test
  void whatHadJustBeenSaidWhenItWasKilledMayBeMissing() {
    var findings = audit(List.of(14 * SECOND + 1), entries(cut(2)));

    assertThat(findings.faults()).isEmpty();
    assertThat(findings.counted(Count.KEPT)).isEqualTo(1);
    assertThat(findings.counted(Count.JUST_TOLD)).isEqualTo(1);
    assertThat(findings.counted(Count.IN_FLIGHT)).isZero();
    assertThat(findings.counted(Count.CUT)).isEqualTo(1);
  }

  @Test
  void whatHadBeenSaidForAWhileMayNot() {
    var findings = audit(List.of(15 * SECOND), entries(cut(2)));

    assertThat(findings.faults()).isEqualTo(Map.of(Count.LOST, 1L));
    assertThat(findings.examples()).singleElement().asString().contains("1000 ms before the kill");
  }

  @Test
  void theTurnBeforeTheOneInFlightLeavesAGap() {
    var lost = new Audit(List.of(15 * SECOND), GRACE).check(List.of(UNKNOWN), entries(cut(1)));
    var gap = new ArrayList<>(cut(1));
    gap.add(1, new Gap("u1", Cause.NOT_KNOWN_YET));
    var told = new Audit(List.of(15 * SECOND), GRACE).check(List.of(UNKNOWN), entries(gap));

    assertThat(lost.faults()).isEqualTo(Map.of(Count.LOST, 1L));
    assertThat(lost.examples()).singleElement().asString().contains("and no gap");
    assertThat(told.faults()).isEmpty();
    assertThat(told.counted(Count.IN_FLIGHT)).isEqualTo(1);
    assertThat(told.counted(Count.JUST_TOLD)).isZero();
  }

  @Test
  void theLastTurnOfACallThatWasNotCutIsDue() {
    var last = new Turn("a1", Speaker.AGENT, "good day", 11 * SECOND, 12 * SECOND, Turn.NEVER);
    var call = new Told("CA1", 10 * SECOND, 20 * SECOND, List.of(last));
    var kept = entries(List.of(WHOLE.getFirst(), WHOLE.getLast()));

    assertThat(new Audit(List.of(), GRACE).check(List.of(call), kept).faults())
        .isEqualTo(Map.of(Count.LOST, 1L));
    assertThat(
            new Audit(List.of(15 * SECOND), GRACE).check(List.of(call), entries(cut(1))).faults())
        .isEmpty();
  }

  @Test
  void aCutCallHasToSayThatItWas() {
    var silent = new ArrayList<>(WHOLE.subList(0, 3));
    silent.add(ended(null));

    assertThat(audit(List.of(15 * SECOND), entries(silent)).faults())
        .isEqualTo(Map.of(Count.UNTOLD, 1L));
  }

  @Test
  void aCallThatWasNotCutMustNotSaySo() {
    var harmed = new ArrayList<>(WHOLE);
    harmed.add(5, new Gap(null, Cause.KILLED));

    assertThat(audit(List.of(5 * SECOND, 22 * SECOND), entries(harmed)).faults())
        .isEqualTo(Map.of(Count.UNHARMED, 1L));
  }

  private static Findings audit(List<Long> kills, List<Entry> kept) {
    return new Audit(kills, GRACE).check(List.of(CALL), kept);
  }

  private static Findings without(int one) {
    var rest = new ArrayList<>(WHOLE);
    rest.remove(one);
    return audit(List.of(), entries(rest));
  }

  /// So many entries, and what the gateway adds when it is back.
  private static List<Content> cut(int entries) {
    var cut = new ArrayList<>(WHOLE.subList(0, entries));
    cut.add(new Gap(null, Cause.KILLED));
    cut.add(ended(null));
    return cut;
  }

  private static Ended ended(@Nullable Termination termination) {
    return new Ended(
        termination,
        new CallSummary(Duration.ZERO, 0, 0, 0, 0, 0),
        0,
        new TokenCount(0, 0, 0, 0, 0),
        Timings.NONE);
  }

  private static List<Entry> entries(List<Content> contents) {
    var entries = new ArrayList<Entry>();
    for (var content : contents) {
      entries.add(entry(entries.size(), entries.size(), content));
    }
    return entries;
  }

  private static Entry entry(int seq, double place, Content content) {
    return new Entry("CA1", seq, place, Instant.EPOCH, content);
  }
}
