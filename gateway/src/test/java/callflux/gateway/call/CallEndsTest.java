package callflux.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.realtime.ServerEvent;
import callflux.codec.realtime.ServerEvent.SessionUpdated;
import callflux.codec.realtime.ServerEvent.Status;
import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.gateway.call.CallFailure.CallerLost;
import callflux.gateway.call.CallFailure.ModelLost;
import callflux.gateway.call.CallFailure.ModelRefused;
import callflux.gateway.call.CallFailure.ModelUnreachable;
import callflux.gateway.call.CallFailure.ProtocolViolation;
import callflux.gateway.call.CallFailure.SessionExpired;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CallEndsTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private ScriptedCall call = ScriptedCall.ready();

  @AfterEach
  void hangUp() {
    call.close();
  }

  @Test
  void whenTwilioSaysStop() {
    call.caller.says(new Inbound.Stop("CA"));

    endsAs(Termination.CALLER_HUNG_UP, 1000);
  }

  @Test
  void whenTheCallersSocketClosesWithoutStop() {
    call.caller.hangsUp();

    endsAs(Termination.CALLER_LOST, 1000);
  }

  @Test
  void whenTheModelsSocketCloses() {
    call.model.hangsUp();

    endsAs(Termination.MODEL_LOST, 1011);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void whenTheCallersLegFails(Throwable failure, Termination termination, int code) {
    call.caller.breaks(failure);

    endsAs(termination, code);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void whenTheModelsLegFails(Throwable failure, Termination termination, int code) {
    call.model.breaks(failure);

    endsAs(termination, code);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void whenTheCallersSocketCantBeWrittenTo(Throwable failure, Termination termination, int code) {
    call.caller.refuses(failure);

    endsAs(termination, code);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void whenTheModelsSocketCantBeWrittenTo(Throwable failure, Termination termination, int code) {
    call.model.refuses(failure);

    endsAs(termination, code);
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(
            new ProtocolViolation(1003, "binary"), Termination.CALLER_VIOLATED_PROTOCOL, 1003),
        Arguments.of(new CallerLost("reset"), Termination.CALLER_LOST, 1000),
        Arguments.of(new ModelLost("reset"), Termination.MODEL_LOST, 1011),
        Arguments.of(new ModelUnreachable("late"), Termination.MODEL_UNREACHABLE, 1011),
        Arguments.of(new ModelRefused("key"), Termination.MODEL_REFUSED, 1011),
        Arguments.of(new SessionExpired(), Termination.MODEL_EXPIRED, 1011),
        Arguments.of(new IllegalStateException("a bug"), Termination.GATEWAY_FAULT, 1012));
  }

  @Test
  void andEachLegIsToldWhy() {
    call.caller.breaks(new ProtocolViolation(1003, "binary"));

    assertThat(call.caller.closeReason()).isEqualTo("binary");
    assertThat(call.model.closeReason()).isEqualTo("call over");
  }

  @Test
  void whenTheGatewayItselfFails() {
    call.clockFails();
    call.speaks("r1", "i1", 20);

    endsAs(Termination.GATEWAY_FAULT, 1012);
  }

  @Test
  void whenTheSessionIsNotSetUpInFiveSeconds() {
    anew(ScriptedCall::begun);
    call.model.says(new ServerEvent.SessionCreated("s", 0));
    call.passes(Duration.ofMillis(4_999));
    assertThat(call.termination).isNull();

    call.passes(Duration.ofMillis(1));

    endsAs(Termination.MODEL_UNREACHABLE, 1011);
  }

  @Test
  void butNotForAnErrorThatTheServerReports() {
    call.model.says(new ServerEvent.Error("invalid_request_error", "odd", "no", null, null));

    assertThat(call.termination).isNull();
    assertThat(call.events).contains(new CallEvent.ErrorReported("odd"));
  }

  @Test
  void whenTheModelFailsToAnswerThreeTimesInARow() {
    call.fails("r1");
    call.fails("r2");
    call.finishes("r3", "i3");
    call.fails("r4");
    call.fails("r5");
    assertThat(call.termination).isNull();

    call.fails("r6");

    endsAs(Termination.MODEL_FAILED, 1011);
  }

  @Test
  void butNotWhenTheCallerCutsThreeAnswersInARow() {
    for (var response : List.of("r1", "r2", "r3")) {
      call.model.says(ScriptedCall.done(response, Status.CANCELLED));
    }

    assertThat(call.termination).isNull();
  }

  @Test
  void whenItIsAsLongAsTheAgentAllows() {
    anew(() -> ScriptedCall.begun(ScriptedCall.limited(MINUTE, HOUR)));
    call.model.says(new SessionUpdated("s", 0));
    call.passes(MINUTE.minusMillis(1));
    assertThat(call.termination).isNull();

    call.passes(Duration.ofMillis(1).plus(CallEnds.GOODBYE));

    endsAs(Termination.LENGTH_CAP, 1000);
  }

  @Test
  void whenNobodySpeaksForAsLongAsTheAgentAllows() {
    anew(() -> ScriptedCall.begun(ScriptedCall.limited(HOUR, MINUTE)));
    call.model.says(new SessionUpdated("s", 0));
    call.passes(Duration.ofSeconds(59));
    assertThat(call.termination).isNull();

    call.passes(Duration.ofSeconds(1));

    endsAs(Termination.SILENCE_CAP, 1000);
  }

  @Test
  void butNotWhileTheCallerTalks() {
    anew(() -> ScriptedCall.begun(ScriptedCall.limited(HOUR, MINUTE)));
    call.model.says(new SessionUpdated("s", 0));
    call.passes(Duration.ofSeconds(50));
    call.callerSpeaks();
    call.passes(Duration.ofMinutes(5));
    call.callerPauses();
    call.passes(Duration.ofSeconds(59));
    assertThat(call.termination).isNull();

    call.passes(Duration.ofSeconds(1));

    endsAs(Termination.SILENCE_CAP, 1000);
  }

  @Test
  void butNotWhileTheModelIsHeard() {
    anew(() -> ScriptedCall.begun(ScriptedCall.limited(HOUR, MINUTE)));
    call.model.says(new SessionUpdated("s", 0));
    call.passes(Duration.ofSeconds(59));
    call.answers("r1");
    call.speaks("r1", "i1", 120);
    call.passes(Duration.ofSeconds(59));
    call.plays("0:120");
    call.passes(Duration.ofSeconds(59));
    assertThat(call.termination).isNull();

    call.passes(Duration.ofSeconds(1));

    endsAs(Termination.SILENCE_CAP, 1000);
  }

  @Test
  void butNotWhenItsSecondsComeAllAtOnce() {
    call.caller.meanwhile(() -> call.passes(Duration.ofSeconds(50)));

    call.speaks("r1", "i1", 120);

    assertThat(call.termination).isNull();
  }

  @Test
  void butNotWhenTheCallersLegHasNothingMoreToWrite() {
    call.caller.writesNoMore();
    call.passes(Duration.ofSeconds(1));
    call.finishes("r1", "i1");
    call.caller.says(new Inbound.Dtmf("1"));
    call.passes(Answers.KEYING);

    assertThat(call.termination).isNull();
    assertThat(call.model.told()).isNotEmpty();
  }

  @Test
  void butNotWhenTheModelsLegHasNothingMoreToWrite() {
    call.model.writesNoMore();
    call.speaks("r1", "i1", 120);

    assertThat(call.termination).isNull();
    assertThat(call.caller.told()).isNotEmpty();
  }

  @Test
  void whenItIsOrderedTo() {
    call.ordered.tryEmitValue(Termination.DRAINED).orThrow();

    endsAs(Termination.DRAINED, 1012);
  }

  private void anew(Supplier<ScriptedCall> other) {
    call.close();
    call = other.get();
  }

  /// Both legs are told goodbye before anybody stops to listen, which would drop their sockets.
  private void endsAs(Termination termination, int code) {
    assertThat(call.termination).isEqualTo(termination);
    assertThat(call.events).contains(new CallEvent.Ending(termination));
    assertThat(call.caller.closeCode()).isEqualTo(code);
    assertThat(call.model.closeCode()).isEqualTo(1000);
    assertThat(call.caller.writtenTo()).isFalse();
    assertThat(call.model.writtenTo()).isFalse();
  }
}
