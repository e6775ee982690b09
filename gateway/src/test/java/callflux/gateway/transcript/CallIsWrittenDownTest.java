package callflux.gateway.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.realtime.ServerEvent.Status;
import callflux.codec.realtime.Usage;
import callflux.gateway.archive.Content.AgentSpoke;
import callflux.gateway.archive.Content.Began;
import callflux.gateway.archive.Content.CallerSpoke;
import callflux.gateway.archive.Content.Ended;
import callflux.gateway.archive.Content.Gap;
import callflux.gateway.archive.Content.Gap.Cause;
import callflux.gateway.archive.Content.Interrupted;
import callflux.gateway.archive.Content.Pressed;
import callflux.gateway.archive.Content.ToolRan;
import callflux.gateway.archive.Entry;
import callflux.gateway.archive.Timings;
import callflux.gateway.archive.TokenCount;
import callflux.gateway.call.CallEvent;
import callflux.gateway.call.Said;
import callflux.gateway.call.Said.Heard;
import callflux.gateway.call.Said.Keys;
import callflux.gateway.call.Said.ToolAnswered;
import callflux.gateway.call.Said.ToolCalled;
import callflux.gateway.call.Said.Unknown;
import callflux.gateway.call.Said.Whole;
import callflux.gateway.call.Said.Words;
import callflux.gateway.call.Termination;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Each thing of a call is written once nothing more will come of it, and where it belongs.
class CallIsWrittenDownTest {
  private final Book book = Book.begun();

  @Test
  void beginsWithWhoCalledWhom() {
    var began = book.entries().getFirst();

    assertThat(began.seq()).isZero();
    assertThat(began.at()).isEqualTo(Sample.START);
    assertThat(began.content())
        .isEqualTo(
            new Began(
                Sample.INSTANCE,
                "+1415*",
                "reception",
                book.call.agent().promptVersion(),
                Book.PSEUDONYMS.of(Sample.NUMBER),
                "+1415***0100"));
  }

  @Test
  void everybodysWordsAreWrittenOnce() {
    book.caller("u1", null);
    book.says(new Words("u1", "Hel"), new Whole("u1", "Hello."));
    book.agent("a1", "u1");
    book.says(new Words("a1", "Good "), new Whole("a1", "Good day. What"));
    book.says(new Heard("a1", "Good day.", " What"));

    assertThat(book.contents())
        .satisfiesExactly(
            began -> assertThat(began).isInstanceOf(Began.class),
            caller -> assertThat(caller).isEqualTo(new CallerSpoke("u1", "Hello.")),
            agent -> assertThat(agent).isEqualTo(new AgentSpoke("a1", "Good day.", " What")));
  }

  @Test
  void wordsThatComeLateStandWhereTheyWereSaid() {
    book.caller("u1", null);
    book.agent("a1", "u1");
    book.says(new Heard("a1", "Yes.", ""), new Whole("u1", "Is it open?"));

    assertThat(book.story().subList(1, 3))
        .containsExactly(new CallerSpoke("u1", "Is it open?"), new AgentSpoke("a1", "Yes.", ""));
  }

  @Test
  void aTurnIsAsOldAsItsBeginning() {
    book.passes(Duration.ofSeconds(7));
    book.says(new Said.Turn("u1", null, Said.Speaker.CALLER, Duration.ofSeconds(3)));
    book.says(new Whole("u1", "Hello."));

    assertThat(book.entries().getLast().at()).isEqualTo(Sample.START.plusSeconds(3));
  }

  @Test
  void wordsThatCanNotBeHadLeaveAGap() {
    book.caller("u1", null);
    book.says(new Unknown("u1"));

    assertThat(book.contents().getLast()).isEqualTo(new Gap("u1", Cause.NOT_TRANSCRIBED));
  }

  @Test
  void wordsThatComeAllTheSameTakeTheGapsPlace() {
    book.caller("u1", null);
    book.says(new Unknown("u1"));
    book.agent("a1", "u1");
    book.says(new Heard("a1", "Pardon?", ""), new Whole("u1", "Hello."));

    assertThat(book.story().subList(1, 3))
        .containsExactly(new CallerSpoke("u1", "Hello."), new AgentSpoke("a1", "Pardon?", ""));
  }

  @Test
  void aToolStandsWhereItWasCalledAndIsWrittenWithItsAnswer() {
    var took = Duration.ofSeconds(2);
    book.caller("u1", null);
    book.says(new ToolCalled("c1", "book", "{\"day\":1}"));
    book.passes(took);
    book.agent("a1", "u1");
    book.says(new Heard("a1", "One moment.", ""));
    book.says(new ToolAnswered("c1", "{\"ok\":true}", false, took), new Whole("u1", "Book."));

    assertThat(book.entries().get(2).at()).isEqualTo(Sample.START);
    assertThat(book.story().subList(1, 4))
        .containsExactly(
            new CallerSpoke("u1", "Book."),
            new ToolRan("c1", "book", "{\"day\":1}", "{\"ok\":true}", false, took),
            new AgentSpoke("a1", "One moment.", ""));
  }

  @Test
  void aToolThatNeverAnswersLeavesAGap() {
    book.caller("u1", null);
    book.says(new ToolCalled("c1", "book", "{}"), new Whole("u1", "Book."));
    book.agent("a1", "u1");
    book.says(new Heard("a1", "One moment.", ""));
    book.ends();

    assertThat(book.story().get(2)).isEqualTo(new Gap(null, Cause.NOT_ANSWERED));
  }

  @Test
  void keysAndInterruptionsStandBehindWhatWasSaid() {
    book.agent("a1", null);
    book.happens(new CallEvent.CallerSpoke(true, 1));
    book.says(new Heard("a1", "Wel", "come."));
    book.caller("u1", "a1");
    book.says(new Keys("12"), new Whole("u1", "Stop."), new Keys("3"));

    assertThat(book.story().subList(1, 6))
        .containsExactly(
            new AgentSpoke("a1", "Wel", "come."),
            new Interrupted(),
            new CallerSpoke("u1", "Stop."),
            new Pressed("12"),
            new Pressed("3"));
  }

  @Test
  void aCallerWhoCutsNothingInterruptsNothing() {
    book.happens(new CallEvent.CallerSpoke(false, 0));

    assertThat(book.entries()).hasSize(1);
  }

  @Test
  void aTurnOfWhichNothingIsKnownAtTheEndLeavesAGap() {
    book.agent("a1", null);
    book.ends();

    assertThat(book.contents().get(1)).isEqualTo(new Gap("a1", Cause.NOT_TRANSCRIBED));
  }

  @Test
  void endsWithWhatItCameTo() {
    book.costs("0.1234567");
    book.happens(
        new CallEvent.SetUp(Duration.ofMillis(300), Duration.ofMillis(400)),
        new CallEvent.FirstAudio(Duration.ofMillis(700)),
        answered(900),
        new CallEvent.AnswerBegan(Duration.ofMillis(2), null),
        answered(300),
        answered(500),
        answered(700),
        new CallEvent.Cleared(Duration.ofMillis(20)),
        new CallEvent.Cleared(Duration.ofMillis(10)),
        used(new Usage(100, 50, 60, 40, 30, 10, 20, 30, 0)),
        used(new Usage(10, 5, 0, 0, 0, 0, 0, 0, 0)));
    book.passes(Duration.ofSeconds(9));
    book.ends();

    var last = book.entries().getLast();
    assertThat(last.at()).isEqualTo(Sample.START.plusSeconds(9));
    assertThat(last.content())
        .isEqualTo(
            new Ended(
                Termination.CALLER_HUNG_UP,
                Sample.SUMMARY,
                123_457,
                new TokenCount(40, 30, 40, 20, 35),
                new Timings(
                    Duration.ofMillis(400),
                    Duration.ofMillis(700),
                    Duration.ofMillis(600),
                    Duration.ofMillis(900),
                    Duration.ofMillis(20))));
  }

  @Test
  void aCallInWhichNothingWasTimedHasNoFigures() {
    book.ends();

    assertThat(((Ended) book.contents().getLast()).timings()).isEqualTo(Timings.NONE);
    assertThat(((Ended) book.contents().getLast()).tokens()).isEqualTo(TokenCount.NONE);
  }

  @Test
  void nothingComesBehindTheEnd() {
    book.caller("u1", null);
    book.ends();
    book.says(new Whole("u1", "Hello?"), new Keys("1"));
    book.happens(new CallEvent.CallerSpoke(true, 1));
    book.ends();

    assertThat(book.entries()).hasSize(3);
    assertThat(book.story().getLast()).isInstanceOf(Ended.class);
    assertThat(book.recorder.isLive("CA1")).isFalse();
  }

  @Test
  void numbersCountWithoutAHole() {
    book.caller("u1", null);
    book.says(new Keys("1"), new Whole("u1", "Hello."), new Keys("2"));
    book.ends();

    assertThat(book.entries()).extracting(Entry::seq).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void aCallThatIsNeverAnsweredLeavesNothing() {
    var unanswered = new Book();
    unanswered.recorder.admitted(unanswered.call);
    unanswered.ends();

    assertThat(unanswered.entries()).isEmpty();
  }

  private static CallEvent answered(int millis) {
    return new CallEvent.AnswerBegan(Duration.ofMillis(2), Duration.ofMillis(millis));
  }

  private static CallEvent used(Usage usage) {
    return new CallEvent.ResponseEnded(Status.COMPLETED, null, usage);
  }
}
