package callflux.gateway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.realtime.ServerEvent.Status;
import callflux.codec.realtime.Usage;
import callflux.gateway.call.CallEvent;
import callflux.gateway.call.ToolResult;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What a trace holds of each turn.
class TurnsAreRecordedTest {
  private static final Instant START = Instant.parse("2026-11-27T10:00:00Z");

  private final CallRecording recording = new CallRecording(START);
  private int second;

  @Test
  void turnLastsUntilItsAnswerWasHeard() {
    happens(new CallEvent.CallerSpoke(false, 0));
    happens(new CallEvent.SpeechBegan());
    happens(new CallEvent.SpeechHeard());
    happens(new CallEvent.CallerPaused());

    var turn = recording.end(at(9)).turns().getFirst();

    assertThat(turn.from()).isEqualTo(at(1));
    assertThat(turn.to()).isEqualTo(at(3));
  }

  @Test
  void turnWithTwoAnswersLastsUntilBothWereHeard() {
    happens(new CallEvent.CallerSpoke(false, 0));
    happens(new CallEvent.SpeechBegan());
    happens(new CallEvent.SpeechHeard());
    happens(new CallEvent.SpeechBegan());
    happens(new CallEvent.SpeechHeard());

    assertThat(recording.end(at(9)).turns().getFirst().to()).isEqualTo(at(5));
  }

  @Test
  void turnThatIsCutLastsUntilTheNext() {
    happens(new CallEvent.CallerSpoke(false, 0));
    happens(new CallEvent.SpeechBegan());
    happens(new CallEvent.CallerSpoke(true, 1));

    var turns = recording.end(at(9)).turns();

    assertThat(turns).extracting(CallRecording.Turn::to).containsExactly(at(3), at(9));
    assertThat(turns).extracting(CallRecording.Turn::bargeIn).containsExactly(false, true);
  }

  @Test
  void functionIsRecordedFromWhenItWasCalled() {
    happens(new CallEvent.CallerSpoke(false, 0));
    happens(new CallEvent.ToolCalled("book"));
    happens(new CallEvent.ToolAnswered("book", ToolResult.TIMEOUT, Duration.ofSeconds(1)));

    assertThat(recording.end(at(9)).tools())
        .containsExactly(new CallRecording.Ran("book", ToolResult.TIMEOUT, at(2), at(3)));
  }

  @Test
  void firstAnswerOfATurnIsTheOneThatIsTimed() {
    happens(new CallEvent.AnswerBegan(Duration.ofMillis(9), null));
    happens(new CallEvent.CallerSpoke(false, 0));
    happens(new CallEvent.AnswerBegan(Duration.ofMillis(2), Duration.ofMillis(400)));
    happens(new CallEvent.AnswerBegan(Duration.ofMillis(3), null));

    var turn = recording.end(at(9)).turns().getFirst();

    assertThat(turn.share()).isEqualTo(Duration.ofMillis(2));
    assertThat(turn.voiceToVoice()).isEqualTo(Duration.ofMillis(400));
  }

  @Test
  void tokensOfAnAnswerThatWasCutAreItsOwnTurns() {
    happens(new CallEvent.CallerSpoke(false, 0));
    happens(new CallEvent.CallerSpoke(true, 1));
    happens(ended(Status.CANCELLED, 7));
    happens(ended(Status.COMPLETED, 30));

    var call = recording.end(at(9));

    assertThat(call.turns()).extracting(turn -> turn.tokens().output()).containsExactly(7L, 30L);
    assertThat(call.tokens().output()).isEqualTo(37);
  }

  @Test
  void callThatTurnsWithoutEndIsRecordedAsFarAsThereIsRoom() {
    for (int i = 0; i < CallRecording.MOST_TURNS + 5; i++) {
      happens(new CallEvent.CallerSpoke(false, 0));
    }

    assertThat(recording.end(at(9)).turns()).hasSize(CallRecording.MOST_TURNS);
  }

  private void happens(CallEvent event) {
    recording.on(event, at(++second));
  }

  private static CallEvent ended(Status status, int output) {
    return new CallEvent.ResponseEnded(status, null, new Usage(0, output, 0, 0, 0, 0, 0, 0, 0));
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }
}
