package callflux.gateway.transcript;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.archive.ArchiveInMemory;
import callflux.gateway.archive.Content;
import callflux.gateway.archive.Content.AgentSpoke;
import callflux.gateway.archive.Content.CallerSpoke;
import callflux.gateway.archive.Content.Ended;
import callflux.gateway.archive.Content.Gap;
import callflux.gateway.archive.Content.Gap.Cause;
import callflux.gateway.archive.Content.Interrupted;
import callflux.gateway.archive.Entry;
import callflux.gateway.archive.EntryCodec;
import callflux.gateway.archive.Row;
import callflux.gateway.archive.Sealer;
import callflux.gateway.archive.Timings;
import callflux.gateway.archive.TokenCount;
import callflux.gateway.call.CallSummary;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A call that was on when the gateway was killed is ended by its next life, once, and says what is
/// missing.
class KilledCallsAreEndedTest {
  private static final Instant NEXT_LIFE = Sample.START.plusSeconds(3_600);
  private static final Gap KILLED = new Gap(null, Cause.KILLED);

  private final ArchiveInMemory archive = new ArchiveInMemory(new EntryCodec(Sealer.NONE));

  @TempDir private Path directory;

  @Test
  void withAGapAndAnEndOfWhichNothingMoreIsKnown() throws IOException {
    cutOff("CA1");
    live();

    var ended =
        new Ended(
            null,
            new CallSummary(Duration.ofSeconds(3), 1, 1, 1, 0, 0),
            0,
            TokenCount.NONE,
            Timings.NONE);
    assertThat(contents("CA1").subList(1, 6))
        .containsExactly(
            new CallerSpoke("u1", "Hello."),
            new AgentSpoke("a1", "Good", " day."),
            new Interrupted(),
            KILLED,
            ended);
    assertThat(entries("CA1")).extracting(Entry::seq).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(entries("CA1")).extracting(Entry::place).isSorted();
  }

  @Test
  void onceHoweverManyLivesFollow() throws IOException {
    cutOff("CA1");
    live();
    live();
    live();

    assertThat(archive.rows("CA1")).hasSize(6);
  }

  @Test
  void evenIfItIsKilledBeforeTheEndIsShipped() throws IOException {
    cutOff("CA1");
    try (var freight = new Freight(directory, archive)) {
      freight.ships();
      orphans(freight, recorder(freight)).run().block(Freight.PATIENCE);
      // What is written now comes to the archive in the next life only, or in this one.
      freight.journal.flush().block(Freight.PATIENCE);
    }
    live();

    assertThat(archive.rows("CA1")).hasSize(6);
  }

  @Test
  void oneThatIsMarkedAlreadyIsOnlyEnded() throws IOException {
    cutOff("CA1");
    try (var freight = new Freight(directory, archive)) {
      freight.writes(Sample.entry("CA1", 4, KILLED));
    }
    live();

    assertThat(contents("CA1").stream().filter(KILLED::equals)).hasSize(1);
    assertThat(contents("CA1").getLast()).isInstanceOf(Ended.class);
    assertThat(archive.rows("CA1")).hasSize(6);
  }

  @Test
  void oneThatHasAnEndIsLeftAlone() throws IOException {
    cutOff("CA1");
    try (var freight = new Freight(directory, archive)) {
      freight.writes(Sample.entry("CA1", 4, Sample.ended()));
    }
    live();

    assertThat(archive.rows("CA1")).hasSize(5);
  }

  @Test
  void oneThatIsLiveIsLeftAloneHoweverOldItSeems() throws IOException {
    cutOff("CA1");
    try (var freight = new Freight(directory, archive)) {
      var recorder = recorder(freight);
      recorder.answered(Sample.call("CA1"));
      run(freight, recorder);
    }

    assertThat(contents("CA1")).doesNotContain(KILLED);
  }

  @Test
  void oneThatBeganInThisLifeIsLeftAlone() throws IOException {
    try (var freight = new Freight(directory, archive)) {
      var began = Sample.began(freight.journal.instance());
      freight.writes(new Entry("CA1", 0, 0, NEXT_LIFE, began));
      run(freight, recorder(freight));
    }

    assertThat(archive.rows("CA1")).hasSize(1);
  }

  @Test
  void anotherGatewaysIsLeftAlone() throws IOException {
    try (var freight = new Freight(directory, archive)) {
      freight.writes(Sample.entry("CA1", 0, Sample.began("another")));
    }
    live();

    assertThat(archive.rows("CA1")).hasSize(1);
  }

  @Test
  void oneWhoseWordsCanNotBeReadIsEndedAllTheSame(@TempDir Path sealed) throws IOException {
    var key = new Sealer(List.of(new Sealer.Key(new byte[Sealer.Key.BYTES])));
    var unreadable = new ArchiveInMemory(new EntryCodec(Sealer.NONE));
    try (var freight = new Freight(sealed, unreadable)) {
      var codec = new EntryCodec(key);
      var instance = freight.journal.instance();
      for (var entry : entriesOf("CA1", instance)) {
        freight.writes(codec.bytes(codec.row(entry)));
      }
    }
    try (var freight = new Freight(sealed, unreadable)) {
      run(freight, recorder(freight));
    }

    assertThat(unreadable.rows("CA1")).extracting(Row::kind).endsWith("gap", "ended");
    assertThat(unreadable.rows("CA1")).extracting(Row::place).isSorted();
  }

  /// A life in which a call is answered, and that ends before the call does.
  private void cutOff(String callSid) throws IOException {
    try (var freight = new Freight(directory, archive)) {
      freight.writes(entriesOf(callSid, freight.journal.instance()));
    }
  }

  private static Entry[] entriesOf(String callSid, String instance) {
    return new Entry[] {
      Sample.entry(callSid, 0, Sample.began(instance)),
      Sample.entry(callSid, 1, new CallerSpoke("u1", "Hello.")),
      Sample.entry(callSid, 2, new AgentSpoke("a1", "Good", " day.")),
      Sample.entry(callSid, 3, new Interrupted())
    };
  }

  /// A life in which nobody calls.
  private void live() throws IOException {
    try (var freight = new Freight(directory, archive)) {
      run(freight, recorder(freight));
    }
  }

  private static void run(Freight freight, Recorder recorder) {
    freight.ships();
    orphans(freight, recorder).run().block(Freight.PATIENCE);
    freight.drains();
  }

  private static Recorder recorder(Freight freight) {
    return new Recorder(freight.pen, Book.PSEUDONYMS, _ -> BigDecimal.ZERO, InstantSource.system());
  }

  private static Orphans orphans(Freight freight, Recorder recorder) {
    return new Orphans(freight.shipper(), freight.archive, freight.pen, recorder, NEXT_LIFE);
  }

  private List<Entry> entries(String callSid) {
    return requireNonNull(archive.call(callSid).block()).entries();
  }

  private List<Content> contents(String callSid) {
    return entries(callSid).stream().map(Entry::content).toList();
  }
}
