package callflux.gateway.call;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.realtime.ServerEvent;
import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.codec.twilio.TwilioMessage.Outbound;
import callflux.gateway.call.CallEvent.AnswerBegan;
import callflux.gateway.call.CallEvent.Cleared;
import callflux.gateway.call.CallEvent.DeadAir;
import callflux.gateway.call.CallEvent.FirstAudio;
import callflux.gateway.call.CallEvent.SetUp;
import callflux.gateway.call.CallEvent.SpeechBegan;
import callflux.gateway.call.CallEvent.SpeechHeard;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

/// What callers wait for, on a clock that the test owns.
class CallIsTimedTest {
  private final ScriptedCall call = ScriptedCall.begun(ScriptedCall.agent(null, true));

  @AfterEach
  void hangUp() {
    call.close();
  }

  @Test
  void answerIsTimedFromWhenTheCallerStopped() {
    setUp();
    turn(ofMillis(400));

    assertThat(told(AnswerBegan.class))
        .containsExactly(new AnswerBegan(Duration.ZERO, ofMillis(400)));
  }

  @Test
  void onlyTheFirstResponseAnswersTheCaller() {
    setUp();
    turn(ofMillis(400));
    call.finishes("r1", "i1");
    call.passes(ofMillis(700));
    call.answers("r2");
    call.speaks("r2", "i2", 20);

    assertThat(told(AnswerBegan.class))
        .containsExactly(
            new AnswerBegan(Duration.ZERO, ofMillis(400)), new AnswerBegan(Duration.ZERO, null));
  }

  @Test
  void callerWhoGoesOnIsNotAnsweredYet() {
    setUp();
    call.callerSpeaks();
    call.callerPauses();
    call.passes(ofMillis(300));
    turn(ofMillis(500));

    assertThat(told(AnswerBegan.class))
        .containsExactly(new AnswerBegan(Duration.ZERO, ofMillis(500)));
  }

  @Test
  void callerWhoCanNotInterruptIsAnsweredAllTheSame() {
    try (var deaf = ScriptedCall.begun(ScriptedCall.agent(null, false))) {
      deaf.model.says(new ServerEvent.SessionUpdated("s", 0));
      for (var response : List.of("r1", "r2")) {
        deaf.callerSpeaks();
        deaf.callerPauses();
        deaf.passes(ofMillis(250));
        deaf.speaks(response, "of " + response, 20);
        deaf.finishes(response, "of " + response);
      }
      assertThat(deaf.events.stream().filter(AnswerBegan.class::isInstance))
          .containsExactly(
              new AnswerBegan(Duration.ZERO, ofMillis(250)),
              new AnswerBegan(Duration.ZERO, ofMillis(250)));
    }
  }

  @Test
  void bargeInIsTimedToTheClear() {
    setUp();
    turn(ofMillis(400));
    call.callerSpeaks();

    assertThat(told(Cleared.class)).containsExactly(new Cleared(Duration.ZERO));
  }

  @Test
  void nothingIsClearedForACallerWhoCutsNothing() {
    setUp();
    call.callerSpeaks();

    assertThat(told(Cleared.class)).isEmpty();
  }

  @Test
  void lineIsBusyUntilAllWasHeard() {
    setUp();
    turn(ofMillis(400));
    call.speaks("r1", "i1", 220);
    assertThat(told(SpeechBegan.class)).hasSize(1);
    call.finishes("r1", "i1");
    call.plays("1:120");
    assertThat(told(SpeechHeard.class)).isEmpty();

    call.plays("1:240");
    call.plays("1:240");

    assertThat(told(SpeechBegan.class)).hasSize(1);
    assertThat(told(SpeechHeard.class)).hasSize(1);
  }

  @Test
  void silenceIsDeadAirFromTheThirdSecondOn() {
    setUp();
    call.callerSpeaks();
    call.passes(ofSeconds(5));
    call.callerPauses();
    call.passes(ofSeconds(2));
    assertThat(told(DeadAir.class)).isEmpty();

    call.passes(ofSeconds(3));

    assertThat(told(DeadAir.class))
        .containsExactly(new DeadAir(2, true), new DeadAir(1, false), new DeadAir(1, false));
  }

  @Test
  void shortWordEndsASilence() {
    setUp();
    call.passes(ofMillis(2_500));
    call.callerSpeaks();
    call.callerPauses();
    call.passes(ofSeconds(2));
    assertThat(told(DeadAir.class)).isEmpty();

    call.passes(ofSeconds(1));

    assertThat(told(DeadAir.class)).containsExactly(new DeadAir(2, true));
  }

  @Test
  void silenceIsNotDeadWhenNoAnswerIsOwed() {
    setUp();
    turn(ofMillis(400));
    call.finishes("r1", "i1");
    call.passes(ofSeconds(10));

    assertThat(told(DeadAir.class)).isEmpty();
  }

  @Test
  void nothingIsOwedWhenTheCallerIsToSpeakFirst() {
    setUp();
    call.passes(ofSeconds(10));

    assertThat(told(DeadAir.class)).isEmpty();
  }

  @Test
  void greetingIsOwedFromTheBeginning() {
    try (var greeted = ScriptedCall.ready()) {
      greeted.passes(ofSeconds(3));

      assertThat(greeted.events).contains(new DeadAir(2, true));
    }
  }

  @Test
  void secondsAreThoseOfTheCallersLeg() {
    var clock = VirtualTimeScheduler.create();
    ScriptedLeg<Inbound, Outbound> caller = ScriptedLeg.willing();
    caller.keepsTimeBy(clock);
    try (var own = new ScriptedCall(ScriptedCall.AGENT, caller, ScriptedLeg.willing())) {
      own.model.says(new ServerEvent.SessionUpdated("s", 0));
      own.passes(ofSeconds(3));
      assertThat(own.events).noneMatch(DeadAir.class::isInstance);

      clock.advanceTimeBy(ofSeconds(3));

      assertThat(own.events).contains(new DeadAir(2, true));
    }
  }

  @Test
  void startIsTimedFromTheWebhook() {
    try (var board = new Switchboard()) {
      var ticket = board.admits();
      board.passes(ofMillis(800));
      board.dialer.connects();
      board.bridges(board.calls.redeem(ticket.nonce()).orElseThrow());
      board.passes(ofMillis(100));
      board.dialer.model.says(new ServerEvent.SessionUpdated("s", 0));
      board.passes(ofMillis(350));
      for (int i = 0; i < 2; i++) {
        board.dialer.model.says(ScriptedCall.says("r" + i, "i" + i, 20));
      }

      assertThat(board.events)
          .contains(new SetUp(ofMillis(800), ofMillis(900)))
          .containsOnlyOnce(new FirstAudio(ofMillis(450)));
    }
  }

  @Test
  void liveCallTellsWhatItHasComeTo() {
    try (var board = new Switchboard()) {
      assertThat(board.calls.soFar("CA1")).isEmpty();
      board.dialer.connects();
      board.bridges();
      board.dialer.model.says(new ServerEvent.SessionUpdated("s", 0));
      board.caller.says(ScriptedCall.heard(0));
      board.dialer.model.says(ScriptedCall.says("r", "i", 20));
      board.passes(ofSeconds(2));

      assertThat(board.calls.soFar("CA1")).contains(new CallSummary(ofSeconds(2), 0, 0, 0, 1, 1));
      board.caller.hangsUp();
      assertThat(board.calls.soFar("CA1")).isEmpty();
    }
  }

  private void setUp() {
    call.model.says(new ServerEvent.SessionUpdated("s", 0));
  }

  /// The caller says something, and is answered after a while.
  private void turn(Duration thinking) {
    call.callerSpeaks();
    call.callerPauses();
    call.passes(thinking);
    call.answers("r1");
    call.speaks("r1", "i1", 20);
  }

  private <E extends CallEvent> List<E> told(Class<E> kind) {
    return call.events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
