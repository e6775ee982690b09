package callflux.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.twilio.TwilioMessage.Outbound;
import callflux.gateway.call.Line.CallerPaused;
import callflux.gateway.call.Line.CallerSpoke;
import callflux.gateway.call.Line.Played;
import callflux.gateway.call.Line.Second;
import callflux.gateway.call.Line.Speech;
import callflux.gateway.call.Line.SpeechEnd;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlayoutTest {
  private final List<CallEvent> events = new ArrayList<>();
  private final Playout playout = new Playout(ScriptedCall.tally(events));
  private int endsAt;

  @Test
  void runsFiveSecondsAheadOfWhatWasHeard() {
    assertThat(millis(says(100, 100))).isEqualTo(5_000);
  }

  @Test
  void letsMoreGoWhenAMarkComesBack() {
    says(100, 100);

    assertThat(millis(on(new Played(0, 1_000)))).isEqualTo(1_000);
    assertThat(millis(on(new Played(0, 1_000)))).isZero();
    assertThat(millis(on(new Played(0, 1_500)))).isEqualTo(500);
  }

  @Test
  void keepsTheOrder() {
    var sent = says(80, 100);
    sent.addAll(on(new SpeechEnd(0, "i1", endsAt)));
    sent.addAll(says(1, 20));
    sent.addAll(on(new Played(0, 5_000)));

    var marks = sent.stream().filter(Outbound.Mark.class::isInstance).toList();
    assertThat(marks).hasSize(80).last().isEqualTo(new Outbound.Mark("0:8000"));
    assertThat(sent).last().isEqualTo(new Outbound.Media(ScriptedCall.voice(20)));
  }

  @Test
  void believesNoMarkBeyondWhatWasSent() {
    says(200, 100);

    assertThat(millis(on(new Played(0, 99_999)))).isEqualTo(5_000);
  }

  @Test
  void doesNotGoBackWithAnOlderMark() {
    says(200, 100);
    on(new Played(0, 3_000));
    on(new Played(0, 1_000));

    assertThat(millis(on(new Played(0, 3_100)))).isEqualTo(100);
  }

  @Test
  void letsTimeStandInForMarksThatStayAway() {
    says(100, 100);

    assertThat(on(new Second(0))).isEmpty();
    assertThat(on(new Second(0))).isEmpty();
    assertThat(events).isEmpty();
    assertThat(millis(on(new Second(0)))).isEqualTo(1_000);
    assertThat(millis(on(new Second(0)))).isEqualTo(1_000);
    assertThat(events).containsExactly(new CallEvent.MarksOverdue(), new CallEvent.MarksOverdue());
  }

  @Test
  void isPatientAgainAfterAMark() {
    says(100, 100);
    on(new Second(0));
    on(new Second(0));
    on(new Played(0, 100));

    assertThat(on(new Second(0))).isEmpty();
    assertThat(on(new Second(0))).isEmpty();
    assertThat(events).isEmpty();
  }

  @Test
  void waitsForNoMarksWhenNothingWaits() {
    says(10, 100);

    for (int i = 0; i < 10; i++) {
      assertThat(on(new Second(0))).isEmpty();
    }
    assertThat(events).isEmpty();
  }

  @Test
  void dropsWhatIsMoreThanFiveMinutesAhead() {
    says(3_000, 100);
    assertThat(events).isEmpty();

    assertThat(says(1, 40)).isEmpty();

    assertThat(events).containsExactly(new CallEvent.SpeechOverflowed(40));
    int played = 5_000;
    int before;
    do {
      before = played;
      played += millis(on(new Played(0, played)));
    } while (played > before);
    assertThat(played).isEqualTo(300_000);
  }

  @Test
  void marksEachTenthOfASecond() {
    assertThat(says(11, 20).stream().filter(Outbound.Mark.class::isInstance))
        .containsExactly(new Outbound.Mark("0:100"), new Outbound.Mark("0:200"));
  }

  @Test
  void marksTheEndOfAnItem() {
    says(1, 20);

    assertThat(on(new SpeechEnd(0, "i1", 20))).containsExactly(new Outbound.Mark("0:20"));
    assertThat(on(new SpeechEnd(0, "i1", 20))).isEmpty();
  }

  @Test
  void marksAnEndOnceThatEndsATenthOfASecond() {
    assertThat(says(1, 100)).last().isEqualTo(new Outbound.Mark("0:100"));

    assertThat(on(new SpeechEnd(0, "i1", 100))).isEmpty();
  }

  @Test
  void marksAnEndBehindTheSpeechBeforeIt() {
    says(50, 100);
    says(1, 40);

    assertThat(on(new SpeechEnd(0, "i1", endsAt))).isEmpty();
    assertThat(on(new Played(0, 100)))
        .containsExactly(new Outbound.Media(ScriptedCall.voice(40)), new Outbound.Mark("0:5040"));
  }

  @Test
  void clearsTheLineOnlyWhenSomethingIsCut() {
    assertThat(on(new CallerSpoke(1, true, List.of(), 0))).containsExactly(new Outbound.Clear());
    assertThat(on(new CallerSpoke(1, false, List.of(), 0))).isEmpty();
    assertThat(on(new CallerPaused())).isEmpty();
  }

  private List<Outbound> on(Line line) {
    var sent = new ArrayList<Outbound>();
    playout.on(line, sent::add);
    return sent;
  }

  private List<Outbound> says(int pieces, int millis) {
    var sent = new ArrayList<Outbound>();
    var frame = ScriptedCall.voice(millis);
    for (int i = 0; i < pieces; i++) {
      endsAt += millis;
      playout.on(new Speech(0, "i1", 0, frame, frame.audioLength(), endsAt), sent::add);
    }
    return sent;
  }

  private static int millis(List<Outbound> sent) {
    return sent.stream()
        .mapToInt(message -> message instanceof Outbound.Media(var frame) ? frame.millis() : 0)
        .sum();
  }
}
