package callflux.gateway.call;

import static callflux.codec.realtime.Usage.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.realtime.ClientEvent;
import callflux.codec.realtime.ClientEvent.ItemCreate;
import callflux.codec.realtime.ClientEvent.ResponseCreate;
import callflux.codec.realtime.Item;
import callflux.codec.realtime.ServerEvent;
import callflux.codec.realtime.ServerEvent.ItemAdded;
import callflux.codec.realtime.ServerEvent.OutputItemDone;
import callflux.codec.realtime.ServerEvent.ResponseCreated;
import callflux.codec.realtime.ServerEvent.ResponseDone;
import callflux.codec.realtime.ServerEvent.SessionUpdated;
import callflux.codec.realtime.ServerEvent.Status;
import callflux.codec.twilio.TwilioMessage.Inbound;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a model calls is run, and it is told what came of it, whatever the caller does meanwhile.
class FunctionsAreRunTest {
  private static final ClientEvent ANSWER = new ResponseCreate("response", null);

  private final ScriptedCall call = ScriptedCall.begun(ScriptedCall.tooled());

  @BeforeEach
  void greeted() {
    call.model.says(new SessionUpdated("s", 0));
    call.answers("greeting");
    call.finishes("greeting", "hello");
    call.model.told();
  }

  @AfterEach
  void hangUp() {
    call.close();
  }

  @Test
  void whenItsResponseIsDoneAndNotBefore() {
    call.answers("r1");
    call.model.says(new OutputItemDone("r1", book("c1")));
    assertThat(call.tools.begun).isZero();

    done("r1");
    assertThat(call.tools.running).containsOnlyKeys("c1");
    call.tools.finishes("c1", "{'ok':true}");

    assertThat(call.model.told()).containsExactly(output("c1", "{'ok':true}"), ANSWER);
  }

  @Test
  void asTheDoneResponseListsItWhereNothingElseDoes() {
    call.answers("r1");
    done("r1", book("c1"));

    assertThat(call.tools.running).containsOnlyKeys("c1");
  }

  @Test
  void butNeverIfItsItemWasCut() {
    call.answers("r1");
    call.model.says(new OutputItemDone("r1", function("c1", "incomplete", "book")));
    call.model.says(new OutputItemDone("r1", function("c2", "in_progress", "book")));
    done("r1", function("c1", "incomplete", "book"));

    assertThat(call.tools.begun).isZero();
    assertThat(call.model.told()).isEmpty();
  }

  @Test
  void asTheResponseEndedWhereTheItemDoesNotSayHowItDid() {
    call.answers("r1");
    call.model.says(new ResponseDone("r1", Status.CANCELLED, null, List.of(silent("c1")), NONE));
    call.answers("r2");
    done("r2", silent("c2"));

    assertThat(call.tools.running).containsOnlyKeys("c2");
  }

  @Test
  void onceHoweverOftenItIsTold() {
    call.answers("r1");
    call.model.says(new OutputItemDone("r1", book("c1")));
    done("r1", book("c1"));
    call.answers("r2");
    done("r2", book("c1"));

    assertThat(call.tools.begun).isEqualTo(1);
  }

  @Test
  void unlessItsResponseIsOutsideTheConversation() {
    call.model.says(new ResponseCreated("summary", true));
    done("summary", book("c1"));

    assertThat(call.tools.begun).isZero();
  }

  @Test
  void threeAtOnceAndOneAnswerToAll() {
    call.answers("r1");
    done("r1", book("c1"), book("c2"), book("c3"));
    assertThat(call.tools.running).hasSize(3);

    call.tools.finishes("c2", "2");
    call.tools.finishes("c3", "3");
    assertThat(call.model.told()).containsExactly(output("c2", "2"), output("c3", "3"));
    call.tools.finishes("c1", "1");

    assertThat(call.model.told()).containsExactly(output("c1", "1"), ANSWER);
  }

  @Test
  void andTheAnswerWaitsForTheOneInProgress() {
    call.answers("r1");
    done("r1", book("c1"));
    call.answers("r2");
    call.tools.finishes("c1", "1");
    assertThat(call.model.told()).containsExactly(output("c1", "1"));

    done("r2");

    assertThat(call.model.told()).containsExactly(ANSWER);
  }

  @Test
  void bargeInMeanwhileLosesNoResult() {
    call.answers("r1");
    call.speaks("r1", "i1", 1_000);
    done("r1", book("c1"));
    call.callerSpeaks();
    call.model.told();
    call.tools.finishes("c1", "1");
    // An answer that began now would be cut, and nobody would hear of it again.
    assertThat(call.model.told()).containsExactly(output("c1", "1"));

    call.model.says(added("c1"));
    call.callerPauses();
    call.answers("r2");
    done("r2");

    assertThat(call.tools.givenUp).isZero();
    assertThat(call.model.told()).isEmpty();
  }

  @Test
  void resultThatTheAnswerToTheCallerCameTooEarlyForIsAnsweredAfterIt() {
    call.answers("r1");
    done("r1", book("c1"));
    call.callerSpeaks();
    call.callerPauses();
    call.answers("r2");
    call.tools.finishes("c1", "1");
    call.model.says(added("c1"));
    assertThat(call.model.told()).containsExactly(output("c1", "1"));

    done("r2");
    assertThat(call.model.told()).containsExactly(ANSWER);
    call.answers("r3");
    done("r3");
    assertThat(call.model.told()).isEmpty();
  }

  @Test
  void resultIsNotLeftWaitingForAnAnswerThatDoesNotCome() {
    call.answers("r1");
    done("r1", book("c1"));
    call.callerSpeaks();
    call.callerPauses();
    call.tools.finishes("c1", "1");
    call.passes(Answers.ANSWERING.minusMillis(1));
    assertThat(call.model.told()).containsExactly(output("c1", "1"));

    call.passes(Duration.ofMillis(1));

    assertThat(call.model.told()).containsExactly(ANSWER);
  }

  @Test
  void requestThatCrossesTheServersOwnAnswerIsMadeAgainAfterIt() {
    call.answers("r1");
    done("r1", book("c1"));
    call.tools.finishes("c1", "1");
    assertThat(call.model.told()).containsExactly(output("c1", "1"), ANSWER);
    // It had begun before the output came, and looks like what was asked for.
    call.answers("r2");
    call.model.says(
        new ServerEvent.Error("invalid_request_error", ResponseQueue.BUSY, "", null, "response"));
    done("r2");

    assertThat(call.model.told()).containsExactly(ANSWER);
  }

  @Test
  void serverThatDoesNotSayWhatItHasIsAskedOnce() {
    call.answers("r1");
    done("r1", book("c1"));
    call.tools.finishes("c1", "1");
    call.answers("r2");
    done("r2");
    call.answers("r3");
    done("r3");

    assertThat(call.model.told()).containsExactly(output("c1", "1"), ANSWER);
  }

  @Test
  void functionThatIsNotThereIsRefusedAndCounted() {
    call.answers("r1");
    done("r1", function("c1", "completed", "transfer_to"));

    assertThat(call.tools.begun).isZero();
    assertThat(call.model.told())
        .containsExactly(output("c1", "{'error':'unknown_function'}"), ANSWER);
    assertThat(call.events)
        .contains(
            new CallEvent.ToolCalled("unknown"),
            new CallEvent.ToolAnswered("unknown", ToolResult.UNKNOWN_FUNCTION, Duration.ZERO));
  }

  @Test
  void toolThatBreaksIsAnOutputAndTheCallGoesOn() {
    call.answers("r1");
    done("r1", book("c1"));
    call.tools.breaks("c1");

    assertThat(call.model.told()).containsExactly(output("c1", "{'error':'fault'}"), ANSWER);
    assertThat(call.termination).isNull();
  }

  @Test
  void toolThatCanNotEvenBeBegunIsAnOutputAsWell() {
    call.tools.broken = true;
    call.answers("r1");
    done("r1", book("c1"));

    assertThat(call.model.told()).containsExactly(output("c1", "{'error':'fault'}"), ANSWER);
    assertThat(call.termination).isNull();
  }

  @Test
  void eightMayRunAtOnce() {
    call.answers("r1");
    done("r1", IntStream.range(0, 9).mapToObj(i -> book("c" + i)).toArray(Item[]::new));

    assertThat(call.tools.begun).isEqualTo(8);
    assertThat(call.model.told()).containsExactly(output("c8", "{'error':'too_many_calls'}"));
    call.tools.finishes("c0", "0");
    call.answers("r2");
    done("r2", book("next"));
    assertThat(call.tools.begun).isEqualTo(9);
  }

  @Test
  void thirtyTwoMayRunInAMinute() {
    for (int i = 0; i < 33; i++) {
      call.answers("r" + i);
      done("r" + i, book("c" + i));
      if (i < 32) {
        call.tools.finishes("c" + i, "{}");
      }
    }
    assertThat(call.tools.begun).isEqualTo(32);
    assertThat(call.model.told()).contains(output("c32", "{'error':'too_many_calls'}"));

    call.passes(Duration.ofMinutes(1).minusSeconds(1)); // a minute of silence would end the call
    call.callerSpeaks();
    call.passes(Duration.ofSeconds(1));
    call.answers("later");
    done("later", book("later"));
    assertThat(call.tools.begun).isEqualTo(33);
  }

  @Test
  void hangingUpLetsGoOfWhatRuns() {
    call.answers("r1");
    done("r1", book("c1"));
    call.caller.says(new Inbound.Stop("CA"));

    assertThat(call.termination).isEqualTo(Termination.CALLER_HUNG_UP);
    assertThat(call.tools.givenUp).isEqualTo(1);
  }

  @Test
  void afterTheGoodbyeIsOrderedNothingIsAskedForAndNothingRun() {
    call.answers("r1");
    done("r1", book("c1"));
    call.wrapUp.tryEmitValue(Termination.SPEND_CAP).orThrow();
    call.model.told();
    call.tools.finishes("c1", "1");
    assertThat(call.model.told()).containsExactly(output("c1", "1"));

    call.model.says(new SessionUpdated("s", 0));
    assertThat(call.model.told())
        .singleElement()
        .isInstanceOfSatisfying(
            ResponseCreate.class,
            last -> {
              assertThat(last.instructions()).contains("goodbye");
              assertThat(last.mayCall()).isFalse();
            });
    call.answers("goodbye");
    done("goodbye", book("c2"));
    assertThat(call.tools.begun).isEqualTo(1);
  }

  @Test
  void whoeverListensIsToldWhatWasCalledAndWhatCameOfIt() {
    call.answers("r1");
    done("r1", book("c1"));
    call.passes(Duration.ofMillis(250));
    call.tools.finishes("c1", "{'ok':true}");

    var took = Duration.ofMillis(250);
    assertThat(call.said)
        .containsExactly(
            new Said.ToolCalled("c1", "book", "{}"),
            new Said.ToolAnswered("c1", "{'ok':true}", false, took));
    assertThat(call.events)
        .contains(
            new CallEvent.ToolCalled("book"),
            new CallEvent.ToolAnswered("book", ToolResult.OK, took));
  }

  private void done(String response, Item... output) {
    call.model.says(new ResponseDone(response, Status.COMPLETED, null, List.of(output), NONE));
  }

  private static Item silent(String callId) {
    return new Item.FunctionCall(null, null, callId, "book", "{}");
  }

  private static Item book(String callId) {
    return function(callId, "completed", "book");
  }

  private static Item function(String callId, String status, String name) {
    return new Item.FunctionCall("item of " + callId, status, callId, name, "{}");
  }

  private static ClientEvent output(String callId, String json) {
    var text = json.contains("error") ? json.replace('\'', '"') : json;
    return new ItemCreate("output", null, new Item.FunctionCallOutput(null, callId, text));
  }

  private static ServerEvent added(String callId) {
    return new ItemAdded(null, new Item.FunctionCallOutput("o", callId, ""));
  }
}
