package callflux.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.realtime.ClientEvent;
import callflux.codec.realtime.ClientEvent.ResponseCancel;
import callflux.codec.realtime.ClientEvent.ResponseCreate;
import callflux.codec.realtime.ClientEvent.SessionUpdate;
import callflux.codec.realtime.ServerEvent;
import callflux.codec.realtime.ServerEvent.SessionUpdated;
import callflux.codec.realtime.ServerEvent.Status;
import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.codec.twilio.TwilioMessage.Outbound;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A call that has to end is said goodbye to, and the goodbye is heard to its end.
class CallsEndPolitelyTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private ScriptedCall call = ScriptedCall.ready();

  @AfterEach
  void hangUp() {
    call.close();
  }

  @Test
  void modelIsHushedAndThenAskedForOneSentence() {
    goesOnUntilTheGreetingIsHeard();
    leaves();

    var hush = hush(call.model.told());
    assertThat(hush.session().turnDetection().createResponse()).isFalse();
    assertThat(hush.session().turnDetection().interruptResponse()).isFalse();
    assertThat(hush.session().voice()).isNull();
    call.model.says(new SessionUpdated("s", 0));
    assertThat(call.model.told())
        .singleElement()
        .isInstanceOfSatisfying(
            ResponseCreate.class,
            create ->
                assertThat(create.instructions()).startsWith("Be brief.").contains("goodbye"));
  }

  @Test
  void callEndsWhenTheGoodbyeWasHeardToItsEnd() {
    goesOnUntilTheGreetingIsHeard();
    leaves();
    saysGoodbye(480);
    call.plays("0:600");
    assertThat(call.termination).isNull();

    call.plays("0:720");

    assertThat(call.termination).isEqualTo(Termination.SPEND_CAP);
    assertThat(heardMillis()).isEqualTo(720);
    assertThat(call.caller.closeCode()).isEqualTo(1000);
    assertThat(call.model.closeCode()).isEqualTo(1000);
  }

  @Test
  void goodbyeThatWasHeardBeforeItIsDoneEndsTheCallAtOnce() {
    goesOnUntilTheGreetingIsHeard();
    leaves();
    call.model.says(new SessionUpdated("s", 0));
    call.answers("bye");
    call.speaks("bye", "i-bye", 120);
    call.plays("0:360");
    assertThat(call.termination).isNull();

    call.finishes("bye", "i-bye");

    assertThat(call.termination).isEqualTo(Termination.SPEND_CAP);
  }

  @Test
  void whatIsBeingSaidIsCancelledAndWhatWasSaidIsHeardFirst() {
    call.answers("r1");
    call.speaks("r1", "i1", 360);
    leaves();
    assertThat(call.model.told())
        .satisfiesExactly(
            event -> assertThat(event).isEqualTo(new ResponseCancel("cancel", "r1")),
            event -> assertThat(event).isInstanceOf(SessionUpdate.class));
    call.model.says(new SessionUpdated("s", 0));
    assertThat(call.model.told()).isEmpty();
    call.model.says(ScriptedCall.done("r1", Status.CANCELLED));
    assertThat(call.model.told()).singleElement().isInstanceOf(ResponseCreate.class);
    call.answers("bye");
    call.speaks("bye", "i-bye", 240);
    call.finishes("bye", "i-bye");
    call.plays("0:360");
    assertThat(call.termination).isNull();

    call.plays("0:600");

    assertThat(call.termination).isEqualTo(Termination.SPEND_CAP);
    assertThat(call.caller.told()).noneMatch(Outbound.Clear.class::isInstance);
  }

  @Test
  void callersSpeechCutsNothing() {
    goesOnUntilTheGreetingIsHeard();
    leaves();
    call.callerSpeaks();
    call.model.says(new SessionUpdated("s", 0));
    call.answers("bye");
    call.callerSpeaks();
    call.speaks("bye", "i-bye", 240);
    call.callerPauses();
    call.finishes("bye", "i-bye");
    assertThat(call.caller.told()).noneMatch(Outbound.Clear.class::isInstance);
    assertThat(call.model.told()).noneMatch(ClientEvent.ItemTruncate.class::isInstance);

    call.plays("0:480");

    assertThat(call.termination).isEqualTo(Termination.SPEND_CAP);
  }

  @Test
  void noOtherAnswerIsHeard() {
    goesOnUntilTheGreetingIsHeard();
    call.caller.told();
    leaves();
    call.answers("unasked");
    call.speaks("unasked", "i-unasked", 240);
    assertThat(call.model.told()).contains(new ResponseCancel("cancel", "unasked"));
    call.model.says(ScriptedCall.done("unasked", Status.CANCELLED));
    saysGoodbye(240);
    call.answers("more");
    call.speaks("more", "i-more", 240);

    assertThat(heardMillis()).isEqualTo(240);
  }

  @Test
  void nothingElseIsAskedFor() {
    goesOnUntilTheGreetingIsHeard();
    leaves();
    call.model.says(new SessionUpdated("s", 0));
    call.model.told();
    call.caller.says(new Inbound.Dtmf("1"));
    call.passes(Answers.KEYING);
    call.answers("bye");
    call.finishes("bye", "i-bye");

    assertThat(call.model.told()).isEmpty();
  }

  @Test
  void goodbyeWhoseMarkStaysAwayIsWaitedForUntilItShouldHaveBeenHeard() {
    goesOnUntilTheGreetingIsHeard();
    leaves();
    saysGoodbye(3_000);
    call.passes(Duration.ofMillis(4_999));
    assertThat(call.termination).isNull();

    call.passes(Duration.ofMillis(1));

    assertThat(call.termination).isEqualTo(Termination.SPEND_CAP);
  }

  @Test
  void modelThatSaysNoGoodbyeIsWaitedForTwentySeconds() {
    goesOnUntilTheGreetingIsHeard();
    leaves();
    call.passes(Duration.ofMillis(19_999));
    assertThat(call.termination).isNull();

    call.passes(Duration.ofMillis(1));

    assertThat(call.termination).isEqualTo(Termination.SPEND_CAP);
  }

  @Test
  void serverThatWillNotBeHushedIsAskedAllTheSame() {
    goesOnUntilTheGreetingIsHeard();
    leaves();
    call.model.told();
    call.model.says(
        new ServerEvent.Error("invalid_request_error", "odd", "no", null, ResponseQueue.HUSH));

    assertThat(call.model.told()).singleElement().isInstanceOf(ResponseCreate.class);
  }

  @Test
  void goodbyeThatFailsIsNotApologisedFor() {
    goesOnUntilTheGreetingIsHeard();
    call.caller.told();
    leaves();
    call.model.says(new SessionUpdated("s", 0));
    call.answers("bye");
    call.fails("bye");

    assertThat(call.termination).isEqualTo(Termination.SPEND_CAP);
    assertThat(heardMillis()).isZero();
  }

  @Test
  void callThatIsLongEnoughIsSaidGoodbyeTo() {
    call.close();
    call = ScriptedCall.begun(ScriptedCall.limited(MINUTE, Duration.ofHours(1)));
    call.model.says(new SessionUpdated("s", 0));
    call.passes(MINUTE);
    saysGoodbye(240);

    call.plays("0:240");

    assertThat(call.termination).isEqualTo(Termination.LENGTH_CAP);
  }

  @Test
  void callThatIsLongEnoughIsSaidGoodbyeToThoughNobodyWillEverOrderIt() {
    call.close();
    call = ScriptedCall.begun(ScriptedCall.limited(MINUTE, Duration.ofHours(1)));
    call.model.says(new SessionUpdated("s", 0));
    call.wrapUp.tryEmitEmpty().orThrow();
    call.passes(MINUTE);
    saysGoodbye(240);

    call.plays("0:240");

    assertThat(call.termination).isEqualTo(Termination.LENGTH_CAP);
  }

  @Test
  void orderIsListenedToOnce() {
    assertThat(call.listenersToWrapUp).isEqualTo(1);
  }

  @Test
  void endThatIsOrderedDoesNotWait() {
    goesOnUntilTheGreetingIsHeard();
    leaves();
    saysGoodbye(240);

    call.ordered.tryEmitValue(Termination.SPEND_CAP).orThrow();

    assertThat(call.termination).isEqualTo(Termination.SPEND_CAP);
  }

  private void goesOnUntilTheGreetingIsHeard() {
    call.answers("r1");
    call.speaks("r1", "i1", 240);
    call.finishes("r1", "i1");
    call.plays("0:240");
    call.model.told();
  }

  private void leaves() {
    call.wrapUp.tryEmitValue(Termination.SPEND_CAP).orThrow();
  }

  private void saysGoodbye(int millis) {
    call.model.says(new SessionUpdated("s", 0));
    call.answers("bye");
    call.speaks("bye", "i-bye", millis);
    call.finishes("bye", "i-bye");
  }

  private int heardMillis() {
    return call.caller.told().stream()
        .filter(Outbound.Media.class::isInstance)
        .mapToInt(message -> ((Outbound.Media) message).frame().millis())
        .sum();
  }

  private static SessionUpdate hush(List<ClientEvent> told) {
    assertThat(told).hasSize(1);
    return (SessionUpdate) told.getFirst();
  }
}
