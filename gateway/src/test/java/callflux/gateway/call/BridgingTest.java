package callflux.gateway.call;

import static callflux.gateway.call.Switchboard.CALL;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.realtime.ServerEvent.ResponseCreated;
import callflux.codec.realtime.ServerEvent.SessionUpdated;
import callflux.codec.realtime.ServerEvent.Status;
import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.gateway.call.Admission.Reason;
import callflux.gateway.call.Admission.TurnedAway;
import callflux.gateway.call.CallFailure.ModelRefused;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BridgingTest {
  private final Switchboard board = new Switchboard();

  @AfterEach
  void close() {
    board.close();
  }

  @Test
  void waitsForTheModel() {
    board.bridges();
    assertThat(board.answered).isEmpty();

    board.dialer.connects();

    assertThat(board.answered).containsExactly(CALL);
    assertThat(board.ended).isEmpty();
  }

  @Test
  void endsWithTheCall() {
    var bridge = board.bridges();
    board.dialer.connects();
    board.dialer.model.says(new SessionUpdated("s", 0));
    board.caller.says(ScriptedCall.heard(0));
    board.caller.says(new Inbound.Stop("CA1"));

    assertThat(bridge.isDisposed()).isTrue();
    assertThat(board.ended).containsExactly(Termination.CALLER_HUNG_UP);
    assertThat(board.summaries.getFirst().framesIn()).isEqualTo(1);
    assertThat(board.calls.outcome(CALL.callSid())).contains(Termination.CALLER_HUNG_UP);
    assertThat(board.caller.closeCode()).isEqualTo(1000);
    assertThat(board.dialer.model.closeCode()).isEqualTo(1000);
    assertThat(board.isEmpty()).isTrue();
  }

  @Test
  void countsWhatTheCallComesTo() {
    board.bridges();
    board.dialer.connects();
    var model = board.dialer.model;
    model.says(new SessionUpdated("s", 0));
    model.says(new ResponseCreated("r1", false));
    model.says(ScriptedCall.says("r1", "i1", 240));
    model.says(ScriptedCall.done("r1", Status.COMPLETED));
    model.says(ScriptedCall.SPEECH_STARTED);
    model.says(ScriptedCall.SPEECH_STARTED);
    board.passes(Duration.ofSeconds(2));
    board.caller.says(new Inbound.Stop("CA1"));

    var summary = board.summaries.getFirst();
    assertThat(summary.turns()).isEqualTo(2);
    assertThat(summary.bargeIns()).isEqualTo(1);
    assertThat(summary.responses()).isEqualTo(1);
    assertThat(summary.framesOut()).isEqualTo(2);
    assertThat(summary.framesIn()).isZero();
    assertThat(summary.length()).isEqualTo(Duration.ofSeconds(2));
    assertThat(board.events).isNotEmpty();
  }

  @Test
  void tellsTheCallerWhenTheModelCantBeDialled() {
    var bridge = board.bridges();

    board.dialer.fails(new ModelRefused("key"));

    assertThat(bridge.isDisposed()).isTrue();
    assertThat(board.caller.closeCode()).isEqualTo(1011);
    assertThat(board.ended).containsExactly(Termination.MODEL_REFUSED);
    assertThat(board.answered).isEmpty();
    assertThat(board.calls.outcome(CALL.callSid())).contains(Termination.MODEL_REFUSED);
    assertThat(board.isEmpty()).isTrue();
  }

  @Test
  void tellsTheCallerOfADialThatFailedBeforeTheyCame() {
    var ticket = board.calls.redeem(board.admits().nonce()).orElseThrow();
    board.dialer.fails(new ModelRefused("key"));

    board.bridges(ticket);

    assertThat(board.caller.closeCode()).isEqualTo(1011);
    assertThat(board.calls.outcome(CALL.callSid())).contains(Termination.MODEL_REFUSED);
    assertThat(board.isEmpty()).isTrue();
  }

  @Test
  void stopsDiallingForACallerWhoIsGone() {
    board.bridges().dispose();

    assertThat(board.dialer.cancelled).isEqualTo(1);
    assertThat(board.ended).containsExactly(Termination.CALLER_LOST);
    assertThat(board.isEmpty()).isTrue();
  }

  @Test
  void hangsUpOnTheModelOfACallerWhoIsGone() {
    var bridge = board.bridges();
    board.dialer.connects();

    bridge.dispose();

    assertThat(board.dialer.model.listenedTo()).isFalse();
    assertThat(board.dialer.model.writtenTo()).isFalse();
    assertThat(board.ended).containsExactly(Termination.CALLER_LOST);
    assertThat(board.isEmpty()).isTrue();
  }

  @Test
  void endsWhenItsTicketIsGivenUpWhileTheModelIsDialled() {
    var ticket = board.calls.redeem(board.admits().nonce()).orElseThrow();
    var bridge = board.bridges(ticket);

    board.calls.abandon(ticket);

    assertThat(bridge.isDisposed()).isTrue();
    assertThat(board.caller.closeCode()).isEqualTo(1000);
    assertThat(board.ended).containsExactly(Termination.CALLER_LOST);
    assertThat(board.isEmpty()).isTrue();
  }

  @Test
  void waitsForCallsToEndWhenItDrains() {
    board.bridges();
    board.dialer.connects();
    board.dialer.model.says(new SessionUpdated("s", 0));
    var drain = board.run(board.calls.drain(Duration.ofSeconds(30)));
    board.passes(Duration.ofSeconds(10));
    assertThat(drain.isDisposed()).isFalse();
    assertThat(board.ended).isEmpty();

    board.caller.says(new Inbound.Stop("CA1"));
    board.passes(Duration.ofMillis(50));

    assertThat(drain.isDisposed()).isTrue();
    assertThat(board.ended).containsExactly(Termination.CALLER_HUNG_UP);
  }

  @Test
  void endsCallsThatAreStillThereWhenPatienceEnds() {
    board.bridges();
    board.dialer.connects();
    board.dialer.model.says(new SessionUpdated("s", 0));
    var drain = board.run(board.calls.drain(Duration.ofSeconds(30)));

    board.passes(Duration.ofSeconds(30));

    assertThat(board.ended).containsExactly(Termination.DRAINED);
    assertThat(board.caller.closeCode()).isEqualTo(1012);
    assertThat(board.dialer.model.closeCode()).isEqualTo(1000);
    board.passes(Duration.ofMillis(50));
    assertThat(drain.isDisposed()).isTrue();
  }

  @Test
  void isDoneDrainingAtOnceWhenThereIsNobody() {
    var drain = board.run(board.calls.drain(Duration.ofSeconds(30)));
    board.passes(Duration.ZERO);

    assertThat(drain.isDisposed()).isTrue();
  }

  @Test
  void waitsNoLongerThanTwoSecondsMoreForWhatDoesNotEnd() {
    board.admits();
    var drain = board.run(board.calls.drain(Duration.ofSeconds(3)));
    board.passes(Duration.ofMillis(4_999));
    assertThat(drain.isDisposed()).isFalse();

    board.passes(Duration.ofMillis(1));

    assertThat(drain.isDisposed()).isTrue();
  }

  @Test
  void turnsNewCallsAwayWhileItDrains() {
    assertThat(board.calls.draining()).isFalse();

    board.run(board.calls.drain(Duration.ofSeconds(30)));

    assertThat(board.calls.draining()).isTrue();
    assertThat(board.calls.admit(CALL)).isEqualTo(new TurnedAway(Reason.DRAINING));
    assertThat(board.dialer.dials).isZero();
  }
}
