package callflux.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.realtime.ServerEvent.SessionUpdated;
import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.gateway.call.CallFailure.CallerLost;
import callflux.gateway.call.CallFailure.ModelLost;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How a call ends when its sockets are not at their best.
class CallEndsAllTheSameTest {
  private ScriptedCall call = ScriptedCall.ready();

  @AfterEach
  void hangUp() {
    call.close();
  }

  @Test
  void whenTheCallerHangsUpOnAModelThatTakesNothing() {
    anew(() -> new ScriptedCall(ScriptedCall.AGENT, ScriptedLeg.willing(), new ScriptedLeg<>(0)));
    call.model.says(new SessionUpdated("s", 0));
    for (int at = 0; at < 20_000; at += 20) {
      call.caller.says(ScriptedCall.heard(at));
    }
    call.caller.says(new Inbound.Stop("CA"));

    endsAs(Termination.CALLER_HUNG_UP, 1000);
  }

  @Test
  void whenTheModelIsLostOnACallerWhoTakesNothing() {
    anew(() -> new ScriptedCall(ScriptedCall.AGENT, new ScriptedLeg<>(0), ScriptedLeg.willing()));
    call.model.says(new SessionUpdated("s", 0));
    call.answers("r1");
    for (int i = 0; i < 1_000; i++) {
      call.speaks("r1", "i1", 120);
    }
    call.model.hangsUp();

    endsAs(Termination.MODEL_LOST, 1011);
  }

  @Test
  void whenTheCallerIsLostWhileNeitherSocketTakesAnything() {
    fillBothSockets();

    call.caller.breaks(new CallerLost("reset"));

    endsAs(Termination.CALLER_LOST, 1000);
  }

  @Test
  void whenTheModelIsLostWhileNeitherSocketTakesAnything() {
    fillBothSockets();

    call.model.breaks(new ModelLost("reset"));

    endsAs(Termination.MODEL_LOST, 1011);
  }

  /// A socket that is not read holds up its own goodbye.
  @Test
  void whenBothLegsHaveAnsweredTheGoodbyeAndAreReadUntilThen() {
    var caller = call.caller.lingers();
    var model = call.model.lingers();
    call.caller.says(new Inbound.Stop("CA"));
    for (int i = 0; i < 2_000; i++) {
      call.caller.says(new Inbound.Mark("0:0"));
      call.speaks("r1", "i1", 20);
    }

    assertThat(call.caller.unread()).isZero();
    assertThat(call.model.unread()).isZero();
    model.tryEmitEmpty().orThrow();
    assertThat(call.termination).isNull();
    caller.tryEmitEmpty().orThrow();
    endsAs(Termination.CALLER_HUNG_UP, 1000);
  }

  @Test
  void whenEachLegHasBeenToldGoodbyeWhileTheOtherHasYetToAnswer() {
    call.caller.lingers();
    call.model.lingers();

    call.caller.says(new Inbound.Stop("CA"));

    assertThat(call.caller.closeCode()).isEqualTo(1000);
    assertThat(call.model.closeCode()).isEqualTo(1000);
    assertThat(call.termination).isNull();
  }

  /// Twilio asks what to do next as soon as its socket is closed.
  @Test
  void forAReasonThatIsToldBeforeEitherSocketIsClosed() {
    call.caller.lingers();
    call.model.lingers();

    call.caller.says(new Inbound.Stop("CA"));

    assertThat(call.events).contains(new CallEvent.Ending(Termination.CALLER_HUNG_UP));
    assertThat(call.termination).isNull();
  }

  /// What fails here is neither leg, and both have yet to answer.
  @Test
  void whenTheGatewayItselfFailsAndBothLegsAreReadUntilTheyHaveAnswered() {
    var caller = call.caller.lingers();
    var model = call.model.lingers();
    call.answers("r1");
    call.clockFails();
    call.speaks("r1", "i1", 20);
    for (int i = 0; i < 2_000; i++) {
      call.caller.says(new Inbound.Mark("0:0"));
      call.speaks("r2", "i2", 20);
    }

    assertThat(call.caller.unread()).isZero();
    assertThat(call.model.unread()).isZero();
    model.tryEmitEmpty().orThrow();
    assertThat(call.termination).isNull();
    caller.tryEmitEmpty().orThrow();
    endsAs(Termination.GATEWAY_FAULT, 1012);
  }

  @Test
  void forTheFirstReasonThoughTheModelBreaksAsItIsClosedAndTheCallerIsReadOn() {
    var caller = call.caller.lingers();
    call.caller.says(new Inbound.Stop("CA"));
    call.model.breaks(new ModelLost("reset"));
    for (int i = 0; i < 2_000; i++) {
      call.caller.says(new Inbound.Mark("0:0"));
    }

    assertThat(call.caller.unread()).isZero();
    assertThat(call.termination).isNull();
    caller.tryEmitEmpty().orThrow();
    endsAs(Termination.CALLER_HUNG_UP, 1000);
  }

  @Test
  void forTheFirstReasonThoughTheCallerBreaksAsItIsClosedAndTheModelIsReadOn() {
    var model = call.model.lingers();
    call.caller.says(new Inbound.Stop("CA"));
    call.caller.breaks(new CallerLost("reset"));
    for (int i = 0; i < 2_000; i++) {
      call.speaks("r1", "i1", 20);
    }

    assertThat(call.model.unread()).isZero();
    assertThat(call.termination).isNull();
    model.tryEmitEmpty().orThrow();
    endsAs(Termination.CALLER_HUNG_UP, 1000);
  }

  @Test
  void onceAndForTheFirstReason() {
    call.caller.says(new Inbound.Stop("CA"));
    call.caller.hangsUp();
    call.model.hangsUp();

    endsAs(Termination.CALLER_HUNG_UP, 1000);
  }

  private void fillBothSockets() {
    anew(() -> new ScriptedCall(ScriptedCall.AGENT, new ScriptedLeg<>(0), new ScriptedLeg<>(0)));
    call.model.says(new SessionUpdated("s", 0));
    for (int i = 0; i < 10; i++) {
      call.answers("r" + i);
      call.speaks("r" + i, "i" + i, 120);
      call.callerSpeaks();
      call.callerPauses();
      call.caller.says(ScriptedCall.heard(20L * i));
    }
    call.answers("r");
    call.speaks("r", "i", 240);
  }

  private void anew(Supplier<ScriptedCall> other) {
    call.close();
    call = other.get();
  }

  /// Both legs are told goodbye before anybody stops to listen, which would drop their sockets.
  private void endsAs(Termination termination, int code) {
    assertThat(call.termination).isEqualTo(termination);
    assertThat(call.caller.closeCode()).isEqualTo(code);
    assertThat(call.model.closeCode()).isEqualTo(1000);
    assertThat(call.caller.writtenTo()).isFalse();
    assertThat(call.model.writtenTo()).isFalse();
  }
}
