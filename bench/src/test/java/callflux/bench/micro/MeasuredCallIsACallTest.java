package callflux.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import callflux.codec.audio.AudioFormat;
import callflux.gateway.call.CallEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Sinks;

class MeasuredCallIsACallTest {
  private final LiveCall call = new LiveCall();

  @Test
  void everyFrameOfTheCallerReachesTheModel() {
    for (int i = 0; i < 10_000; i++) {
      call.callerSpeaks();
    }
    call.hangUp();

    assertThat(call.framesToModel()).isEqualTo(10_000);
  }

  @ParameterizedTest
  @CsvSource({"160, 1", "2400, 3", "9600, 10"})
  void everyDeltaReachesTheCallerInItsPiecesThroughManyTurns(int bytes, int pieces) {
    var delta = Samples.frame(bytes);
    for (int i = 0; i < 10_000; i++) {
      call.modelSpeaks(delta);
    }
    call.hangUp();

    assertThat(call.framesToCaller()).isEqualTo(10_000L * pieces);
  }

  @Test
  void everyDeltaReachesTheCallerTranscodedAsWell() {
    var transcoded = new LiveCall(AudioFormat.PCM16);
    var delta = Samples.linear(300);
    for (int i = 0; i < 1_000; i++) {
      transcoded.callerSpeaks();
      transcoded.modelSpeaks(delta);
    }
    transcoded.hangUp();

    assertThat(transcoded.framesToModel()).isEqualTo(1_000);
    // Three pieces each; one more where an item's last frame has waited for its end.
    assertThat(transcoded.framesToCaller()).isBetween(3_000L, 3_000L + 1_000 * 300 / 6_000);
  }

  @Test
  void aCallThatLosesAudioIsNoMeasurement() {
    call.happened(LiveCall.call(AudioFormat.PCMU), new CallEvent.LateAudioDropped(20));

    assertThatThrownBy(call::hangUp).hasMessageContaining("LateAudioDropped");
  }

  @Test
  void aCallThatIsOverCannotBeMeasured() {
    call.hangUp();

    assertThatThrownBy(call::callerSpeaks).isInstanceOf(Sinks.EmissionException.class);
  }
}
