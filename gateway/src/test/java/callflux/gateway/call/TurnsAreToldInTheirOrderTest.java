package callflux.gateway.call;

import static callflux.gateway.call.Said.Speaker.AGENT;
import static callflux.gateway.call.Said.Speaker.CALLER;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.realtime.Item;
import callflux.codec.realtime.ServerEvent;
import callflux.codec.realtime.ServerEvent.InputAudioCommitted;
import callflux.codec.realtime.ServerEvent.InputTranscriptCompleted;
import callflux.codec.realtime.ServerEvent.InputTranscriptDelta;
import callflux.codec.realtime.ServerEvent.InputTranscriptFailed;
import callflux.codec.realtime.ServerEvent.ItemAdded;
import callflux.codec.realtime.ServerEvent.SessionUpdated;
import callflux.codec.realtime.ServerEvent.SpeechStarted;
import callflux.codec.realtime.Usage;
import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.gateway.call.Said.Keys;
import callflux.gateway.call.Said.Turn;
import callflux.gateway.call.Said.Unknown;
import callflux.gateway.call.Said.Whole;
import callflux.gateway.call.Said.Words;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Turns are told in the order of the conversation, whenever their words come; and a caller's turn
/// whose words never come is told as one that nobody knows the words of.
class TurnsAreToldInTheirOrderTest {
  private final ScriptedCall call = ScriptedCall.begun(ScriptedCall.transcribing());

  @AfterEach
  void hangUp() {
    call.close();
  }

  @Test
  void wordsOfTheCallerThatComeLateBelongWhereTheyWereSaid() {
    committed("u1", null);
    added("a1", "assistant", "u1");
    call.answers("r1");
    call.words("r1", "a1", "You are welcome.");
    committed("u2", "a1");

    completed("u2", "Bye.");
    completed("u1", "Thank you.");

    assertThat(call.said)
        .containsExactly(
            turn("u1", null, CALLER),
            turn("a1", "u1", AGENT),
            new Words("a1", "You are welcome."),
            turn("u2", "a1", CALLER),
            new Whole("u2", "Bye."),
            new Whole("u1", "Thank you."));
  }

  @Test
  void whatIsNoTurnIsPassedOver() {
    added("data", "user", null);
    committed("u1", "data");
    call.model.says(
        new ItemAdded("u1", new Item.FunctionCall("f1", "completed", "c1", "look_up", "{}")));
    call.model.says(new ItemAdded("f1", new Item.FunctionCallOutput("o1", "c1", "{}")));
    added("a1", "assistant", "o1");
    call.words("r1", "a1", "Found.");

    assertThat(call.said)
        .containsExactly(
            turn("u1", null, CALLER), turn("a1", "u1", AGENT), new Words("a1", "Found."));
  }

  @Test
  void aTurnThatIsToldLateGoesBehindTheOneItFollows() {
    committed("u1", null);
    added("a1", "assistant", "u1");
    committed("u2", "a1");

    call.words("r1", "a1", "Late.");

    assertThat(call.said)
        .containsExactly(
            turn("u1", null, CALLER),
            turn("u2", "u1", CALLER),
            turn("a1", "u1", AGENT),
            new Words("a1", "Late."));
  }

  @Test
  void aServerThatTellsNoOrderIsTakenInItsOwn() {
    call.words("r1", "a1", "Hello.");
    committed("u1", null);
    call.words("r2", "a2", "Yes.");
    completed("u2", "And that?");

    assertThat(call.said)
        .containsExactly(
            turn("a1", null, AGENT),
            new Words("a1", "Hello."),
            turn("u1", "a1", CALLER),
            turn("a2", "u1", AGENT),
            new Words("a2", "Yes."),
            turn("u2", "a2", CALLER),
            new Whole("u2", "And that?"));
  }

  @Test
  void aTurnIsAsOldAsItsFirstSound() {
    call.passes(Duration.ofSeconds(1));
    call.model.says(new SpeechStarted("u1", 0));
    call.passes(Duration.ofSeconds(2));
    committed("u1", null);

    assertThat(call.said).containsExactly(new Turn("u1", null, CALLER, Duration.ofSeconds(1)));
  }

  @Test
  void wordsWaitForTheirPlace() {
    call.model.says(new SpeechStarted("u1", 0));
    call.model.says(new InputTranscriptDelta("u1", 0, "Thank"));
    call.model.says(new InputTranscriptDelta("u1", 0, " you"));
    assertThat(call.said).isEmpty();

    committed("u1", null);
    call.model.says(new InputTranscriptDelta("u1", 0, "."));

    assertThat(call.said)
        .containsExactly(
            turn("u1", null, CALLER), new Words("u1", "Thank you"), new Words("u1", "."));
  }

  @Test
  void aTurnOfWhichTheWordsCannotBeHadIsAGap() {
    committed("u1", null);
    committed("u2", "u1");

    call.model.says(new InputTranscriptFailed("u1", 0, "audio_unintelligible"));
    completed("u2", " ");

    assertThat(call.said)
        .containsExactly(
            turn("u1", null, CALLER),
            turn("u2", "u1", CALLER),
            new Unknown("u1"),
            new Unknown("u2"));
  }

  @Test
  void aTurnIsSettledWhenTheCallIsOver() {
    committed("u1", null);
    committed("u2", "u1");
    call.model.says(new InputTranscriptDelta("u2", 0, "Thank"));
    call.model.says(new SpeechStarted("u3", 0));
    call.said.clear();

    call.caller.hangsUp();

    assertThat(call.said)
        .containsExactly(
            new Unknown("u1"),
            new Whole("u2", "Thank"),
            turn("u3", "u2", CALLER),
            new Unknown("u3"));
  }

  @Test
  void aTurnIsSettledAtOnceWhereNobodyAskedForWords() {
    try (var deaf = ScriptedCall.ready()) {
      deaf.model.says(new InputAudioCommitted("u1", null));
      deaf.model.says(new InputTranscriptCompleted("u1", 0, "All the same.", Usage.NONE));

      assertThat(deaf.said)
          .containsExactly(
              turn("u1", null, CALLER), new Unknown("u1"), new Whole("u1", "All the same."));
    }
  }

  @Test
  void silenceIsNoTurnUnlessThereAreWordsInIt() {
    call.model.says(new ServerEvent.InputTimeoutTriggered("u1"));
    committed("u1", null);
    call.model.says(new ServerEvent.InputTimeoutTriggered("u2"));
    committed("u2", "u1");

    completed("u1", "");
    completed("u2", "Hm.");
    call.caller.hangsUp();

    assertThat(call.said).containsExactly(turn("u2", null, CALLER), new Whole("u2", "Hm."));
  }

  @Test
  void aTurnIsToldOnceHoweverOftenItIsAdded() {
    committed("u1", null);
    call.model.says(
        new ItemAdded(
            null,
            new Item.Message(
                "u1", "completed", "user", List.of(new Item.Content("input_audio", null)))));
    completed("u1", "Yes.");
    completed("u1", "Yes!");

    assertThat(call.said).containsExactly(turn("u1", null, CALLER), new Whole("u1", "Yes."));
  }

  @Test
  void keysAreToldAsOneInput() {
    call.model.says(new SessionUpdated("s", 0));
    call.caller.says(new Inbound.Dtmf("4"));
    call.caller.says(new Inbound.Dtmf("2"));
    call.caller.says(new Inbound.Dtmf("#"));
    call.passes(Answers.KEYING);

    assertThat(call.said).containsExactly(new Keys("42#"));
  }

  private void committed(String item, @Nullable String previous) {
    call.model.says(new InputAudioCommitted(item, previous));
  }

  private void completed(String item, String words) {
    call.model.says(new InputTranscriptCompleted(item, 0, words, Usage.NONE));
  }

  /// Something that is written, or about to be said.
  private void added(String item, String role, @Nullable String previous) {
    call.model.says(new ItemAdded(previous, new Item.Message(item, null, role, List.of())));
  }

  private static Turn turn(String item, @Nullable String after, Said.Speaker speaker) {
    return new Turn(item, after, speaker, Duration.ZERO);
  }
}
