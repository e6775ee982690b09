package callflux.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.realtime.ClientEvent.ItemTruncate;
import callflux.codec.realtime.Item;
import callflux.codec.realtime.ServerEvent;
import callflux.codec.realtime.ServerEvent.SessionUpdated;
import callflux.codec.realtime.ServerEvent.Status;
import callflux.gateway.call.Said.Heard;
import callflux.gateway.call.Said.Speaker;
import callflux.gateway.call.Said.Turn;
import callflux.gateway.call.Said.Whole;
import callflux.gateway.call.Said.Words;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What of the agent's words was heard is told once for each of its turns: when all of it was, when
/// the caller has spoken over it, or when the call is over.
class HeardIsToldOnceItIsKnownTest {
  private static final String WORDS = "one two three four five six seven";

  private final ScriptedCall call = ScriptedCall.ready();

  @AfterEach
  void hangUp() {
    call.close();
  }

  @Test
  void allOfItWhenTheLastMarkIsBack() {
    says("r1", "i1", WORDS, 600);
    call.plays("0:480");

    assertThat(heard()).isEmpty();
    call.plays("0:600");

    assertThat(call.said)
        .containsExactly(
            new Turn("i1", null, Speaker.AGENT, Duration.ZERO),
            new Words("i1", WORDS),
            new Whole("i1", WORDS),
            new Heard("i1", WORDS, ""));
  }

  @Test
  void allOfItWhenTheEndIsToldAfterTheLastMark() {
    call.answers("r1");
    call.words("r1", "i1", WORDS);
    call.speaks("r1", "i1", 600);
    call.plays("0:600");
    call.allWords("r1", "i1", WORDS);
    assertThat(heard()).isEmpty();

    call.finishes("r1", "i1");

    assertThat(heard()).containsExactly(new Heard("i1", WORDS, ""));
  }

  @Test
  void partOfItWhenTheCallerHasSpokenOverIt() {
    says("r1", "i1", WORDS, 3_300);
    call.plays("0:960");

    call.callerSpeaks();

    assertThat(call.model.told()).containsExactly(new ItemTruncate("truncate", "i1", 0, 960));
    assertThat(heard()).containsExactly(new Heard("i1", "one two three", " four five six seven"));
  }

  @Test
  void withTheWordsThatComeLateOfWhatWasCut() {
    call.answers("r1");
    call.words("r1", "i1", "one two ");
    call.speaks("r1", "i1", 600);
    call.plays("0:360");
    call.callerSpeaks();
    assertThat(heard()).isEmpty();

    call.words("r1", "i1", "three ");
    call.speaks("r1", "i1", 400);
    call.allWords("r1", "i1", "one two three ");
    call.model.says(done("r1", Status.CANCELLED));

    assertThat(heard()).containsExactly(new Heard("i1", "one two", " three "));
  }

  @Test
  void ofWhatWasCutEvenIfItsWordsAreNeverSaidToBeAll() {
    call.answers("r1");
    call.words("r1", "i1", "one two ");
    call.speaks("r1", "i1", 600);
    call.callerSpeaks();

    call.model.says(done("r1", Status.CANCELLED));

    assertThat(heard()).containsExactly(new Heard("i1", "", "one two "));
  }

  @Test
  void whatWasHeardByThenWhenTheCallIsOver() {
    says("r1", "i1", WORDS, 3_300);
    says("r2", "i2", WORDS, 3_300);
    call.plays("0:960");

    call.caller.hangsUp();

    assertThat(call.termination).isEqualTo(Termination.CALLER_LOST);
    assertThat(heard())
        .containsExactly(
            new Heard("i1", "one two three", " four five six seven"), new Heard("i2", "", WORDS));
  }

  @Test
  void whatWasHeardByThenWhenTheCallIsGivenUp() {
    says("r1", "i1", WORDS, 3_300);
    call.plays("0:960");

    call.isGivenUp();

    assertThat(heard()).containsExactly(new Heard("i1", "one two three", " four five six seven"));
  }

  @Test
  void nothingOfWhatIsOnlyWritten() {
    call.answers("r1");
    call.model.says(new ServerEvent.OutputTextDone("r1", "i1", 0, "Written."));
    call.finishes("r1", "i1");

    assertThat(heard()).containsExactly(new Heard("i1", "", "Written."));
  }

  @Test
  void nothingOfWhatWasCutBeforeItWasHeard() {
    call.callerSpeaks();
    call.answers("r1");
    call.words("r1", "i1", WORDS);
    call.speaks("r1", "i1", 3_300);
    call.allWords("r1", "i1", WORDS);

    call.model.says(done("r1", Status.CANCELLED));

    assertThat(heard()).containsExactly(new Heard("i1", "", WORDS));
  }

  @Test
  void ofEachOfTwoItemsThatAreCutTogether() {
    call.answers("r1");
    speaksOf("r1", "i1", 600);
    speaksOf("r1", "i2", 600);
    call.plays("0:600");
    call.plays("0:720");

    call.callerSpeaks();

    assertThat(heard())
        .containsExactly(
            new Heard("i1", WORDS, ""), new Heard("i2", "one two", " three four five six seven"));
  }

  @Test
  void ofACancelledAnswerNoMoreThanWasSpoken() {
    call.answers("r1");
    call.words("r1", "i1", WORDS + " eight nine ten eleven twelve");
    call.speaks("r1", "i1", 1_200);
    call.model.says(new ServerEvent.OutputAudioDone("r1", "i1", 0));
    call.allWords("r1", "i1", WORDS + " eight nine ten eleven twelve");
    call.model.says(new ServerEvent.OutputItemDone("r1", message("i1", "incomplete")));
    call.model.says(done("r1", Status.CANCELLED));

    call.plays("0:1200");

    assertThat(heard())
        .containsExactly(
            new Heard("i1", "one two three four", " five six seven eight nine ten eleven twelve"));
  }

  @Test
  void ofAnItemThatIsMadeBeforeItsWordsAreTold() {
    call.answers("r1");
    call.speaks("r1", "i1", 600);
    call.model.says(new ServerEvent.OutputAudioDone("r1", "i1", 0));
    call.model.says(new ServerEvent.OutputItemDone("r1", message("i1", "completed")));
    call.plays("0:600");

    call.allWords("r1", "i1", WORDS);

    assertThat(heard()).containsExactly(new Heard("i1", WORDS, ""));
  }

  @Test
  void ofTheGoodbyeWhenItEndsTheCall() {
    call.answers("r1");
    call.finishes("r1", "i1");
    call.wrapUp.tryEmitValue(Termination.SPEND_CAP).orThrow();
    call.model.says(new SessionUpdated("s", 0));
    call.answers("bye");
    call.words("bye", "i2", "Goodbye.");
    call.speaks("bye", "i2", 600);
    call.allWords("bye", "i2", "Goodbye.");
    call.finishes("bye", "i2");
    call.plays("0:600");

    assertThat(call.termination).isEqualTo(Termination.SPEND_CAP);
    assertThat(heard()).containsExactly(new Heard("i2", "Goodbye.", ""));
  }

  @Test
  void nothingOfWhatIsNoTurn() {
    call.model.says(new ServerEvent.ResponseCreated("summary", true));
    call.words("summary", "s1", "A summary.");
    call.allWords("summary", "s1", "A summary.");
    call.model.says(new ServerEvent.OutputTextDone("summary", "s2", 0, "Another."));
    call.finishes("summary", "s1");
    call.answers("r1");
    call.speaks("r1", "silent", 600);
    call.finishes("r1", "silent");
    call.answers("r2");
    call.fails("r2"); // is spoken about, with a clip

    call.isGivenUp();

    assertThat(call.said).isEmpty();
  }

  private void says(String response, String item, String words, int millis) {
    call.answers(response);
    call.words(response, item, words);
    call.speaks(response, item, millis);
    call.allWords(response, item, words);
    call.finishes(response, item);
    call.model.told();
  }

  private void speaksOf(String response, String item, int millis) {
    call.words(response, item, WORDS);
    call.speaks(response, item, millis);
    call.model.says(new ServerEvent.OutputAudioDone(response, item, 0));
    call.allWords(response, item, WORDS);
  }

  private static ServerEvent done(String response, Status status) {
    return ScriptedCall.done(response, status);
  }

  private static Item message(String id, String status) {
    return new Item.Message(id, status, "assistant", List.of());
  }

  private List<Heard> heard() {
    return call.said.stream().filter(Heard.class::isInstance).map(Heard.class::cast).toList();
  }
}
