package callflux.gateway.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MediaFrame;
import callflux.codec.realtime.ServerEvent;
import callflux.gateway.call.Calls;
import callflux.gateway.call.Termination;
import callflux.gateway.http.Limits;
import callflux.gateway.stream.StreamLimits;
import callflux.gateway.twilio.Twilio.Closed;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A media socket that keeps the gateway waiting.
class StreamIsGivenUpTest {
  private static final Duration SOON = Duration.ofMillis(300);
  private static final Duration SHORTLY = Duration.ofMillis(20);

  /// More speech than all buffers between here and there can hold.
  private static final int TURNS = 1_000;

  private static final Duration LATER = Duration.ofMinutes(1);

  @Test
  void streamThatDoesNotStartIsClosed() {
    try (var rig = patient(SOON, LATER)) {
      var twilio = rig.connected().says(Twilio.connected());

      assertThat(twilio.closed()).isEqualTo(new Closed(1008, "no_start"));
      assertThat(rig.model.line().told()).isEmpty();
    }
  }

  @Test
  void streamThatFallsSilentIsLost() {
    try (var rig = patient(Duration.ofSeconds(3), SOON)) {
      var twilio = rig.connected().starts();

      assertThat(twilio.closed()).isEqualTo(new Closed(1008, "silent"));
      assertThat(rig.outcome()).isEqualTo(Termination.CALLER_LOST);
    }
  }

  @Test
  void socketThatReadsNothingIsLost() {
    try (var rig = impatient()) {
      rig.connected().goesDeaf().starts().says(Twilio.media(Voice.base64(1), 0));
      rig.model.line().hears(1);
      for (int turn = 0; turn < TURNS && !rig.endsWithin(SHORTLY); turn++) {
        fiveSeconds(rig.model.line(), "turn" + turn);
      }

      assertThat(rig.outcome()).isEqualTo(Termination.CALLER_LOST);
      assertThat(rig.counted("violations", "slow")).isEqualTo(1);
    }
  }

  /// As much as is sent ahead of the caller's ear; what the caller says then lets more go.
  private static void fiveSeconds(ScriptedModel.Line model, String turn) {
    model.says(new ServerEvent.SpeechStarted(turn, 0));
    model.says(new ServerEvent.SpeechStopped(turn, 0));
    model.says(new ServerEvent.ResponseCreated(turn, false));
    model.says(
        new ServerEvent.OutputAudioDelta(
            turn, turn, 0, MediaFrame.silence(AudioFormat.PCMU, 5_000)));
  }

  @Test
  void socketThatClosesWithoutStopIsACallerLost() {
    try (var rig = new Rig()) {
      rig.connected().starts().closes(1001);

      assertThat(rig.outcome()).isEqualTo(Termination.CALLER_LOST);
      rig.model.line().isClosed();
    }
  }

  private static Rig patient(Duration start, Duration silence) {
    var limits = new StreamLimits(start, silence, Limits.production().socket());
    return new Rig(new Calls.Terms(10, LATER), limits);
  }

  private static Rig impatient() {
    var usual = Limits.production().socket();
    var socket = new Limits.Socket(usual.message(), usual.rates(), SOON, SOON);
    return new Rig(new Calls.Terms(10, LATER), new StreamLimits(LATER, LATER, socket));
  }
}
