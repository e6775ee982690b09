package callflux.gateway.call;

import static callflux.gateway.call.ScriptedCall.done;
import static callflux.gateway.call.ScriptedCall.says;
import static callflux.gateway.call.ScriptedCall.voice;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.Framing;
import callflux.codec.audio.MediaFrame;
import callflux.codec.realtime.ServerEvent;
import callflux.codec.realtime.ServerEvent.OutputAudioDone;
import callflux.codec.realtime.ServerEvent.ResponseCreated;
import callflux.codec.realtime.ServerEvent.SpeechStarted;
import callflux.codec.realtime.ServerEvent.SpeechStopped;
import callflux.codec.realtime.ServerEvent.Status;
import callflux.codec.realtime.Usage;
import callflux.gateway.call.Line.AnswerBegan;
import callflux.gateway.call.Line.CallerPaused;
import callflux.gateway.call.Line.CallerSpoke;
import callflux.gateway.call.Line.Speech;
import callflux.gateway.call.Line.SpeechEnd;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpeakingTest {
  private static final Line BEGAN = new AnswerBegan(0, null);
  private static final MediaFrame SORRY = MediaFrame.silence(AudioFormat.PCMU, 60);

  private final List<CallEvent> events = new ArrayList<>();
  private final Speaking speaking = speaking(true);

  @Test
  void putsSpeechOnTheLineInPieces() {
    assertThat(on(says("r1", "i1", 300)))
        .containsExactly(
            BEGAN, speech("i1", 120, 120), speech("i1", 120, 240), speech("i1", 60, 300));
  }

  @Test
  void endsAnItemWithItsRestFilledUp() {
    on(says("r1", "i1", 30));

    var lines = on(new OutputAudioDone("r1", "i1", 0));

    assertThat(lines).hasSize(2).last().isEqualTo(new SpeechEnd(0, "i1", 40));
    var rest = (Speech) lines.getFirst();
    assertThat(rest.frame().millis()).isEqualTo(20);
    assertThat(rest.audioBytes()).isEqualTo(80);
    assertThat(rest.endsAt()).isEqualTo(40);
  }

  @Test
  void endsAnItemThatTheNextOneFollows() {
    on(says("r1", "i1", 30));

    var lines = on(says("r1", "i2", 20));

    assertThat(lines).hasSize(3).last().isEqualTo(speech("i2", 20, 60));
    assertThat(lines.get(1)).isEqualTo(new SpeechEnd(0, "i1", 40));
    assertThat(on(new OutputAudioDone("r1", "i1", 0))).isEmpty();
  }

  @Test
  void saysSorryForAnAnswerThatFailed() {
    on(new ResponseCreated("r1", false));
    on(says("r1", "i1", 20));

    assertThat(on(done("r1", Status.FAILED)))
        .containsExactly(
            new SpeechEnd(0, "i1", 20),
            new Speech(0, null, 0, SORRY, 0, 80),
            new SpeechEnd(0, null, 80));
  }

  @Test
  void saysNothingOfAnswersThatEndOtherwise() {
    for (var status : Status.values()) {
      if (status != Status.FAILED) {
        assertThat(on(done("r1", status))).isEmpty();
      }
    }
    assertThat(events)
        .hasSize(Status.values().length - 1)
        .contains(new CallEvent.ResponseEnded(Status.CANCELLED, null, Usage.NONE));
  }

  @Test
  void doesNotSaySorryForAnAnswerThatNobodyWasToHear() {
    on(new ResponseCreated("r1", false));
    on(new SpeechStarted("u", 0));

    assertThat(on(done("r1", Status.FAILED))).isEmpty();
  }

  @Test
  void playsNothingFromOutsideTheConversation() {
    on(new ResponseCreated("summary", true));

    assertThat(on(says("summary", "i1", 20))).isEmpty();
    assertThat(on(new OutputAudioDone("summary", "i1", 0))).isEmpty();
    assertThat(on(done("summary", Status.FAILED))).isEmpty();
  }

  @Test
  void playsNothingThatWasAskedForBeforeTheCallerSpoke() {
    on(new SpeechStarted("u", 0));
    on(new ResponseCreated("late", false));
    on(new SpeechStopped("u", 0));

    assertThat(on(says("late", "i1", 20))).isEmpty();
    assertThat(events).containsExactly(new CallEvent.LateAudioDropped(20));
    on(new ResponseCreated("r2", false));
    assertThat(on(says("r2", "i2", 20))).hasSize(2);
  }

  @Test
  void knowsThatTheCallerPausedByTheirAudioToo() {
    on(new SpeechStarted("u", 0));

    assertThat(on(new ServerEvent.InputAudioCommitted("u", null)))
        .containsExactly(new CallerPaused());
    on(new ResponseCreated("r1", false));
    assertThat(on(says("r1", "i1", 20))).hasSize(2);
  }

  @Test
  void cutsAResponseThatTheServerNeverAnnounced() {
    on(says("r1", "i1", 20));
    on(new SpeechStarted("u", 0));

    assertThat(on(says("r1", "i1", 20))).isEmpty();
  }

  @Test
  void beginsATurnFromNothing() {
    on(says("r1", "i1", 30));

    assertThat(on(new SpeechStarted("u", 0)))
        .containsExactly(new CallerSpoke(1, false, List.of(), 0));
    on(new SpeechStopped("u", 0));
    on(new ResponseCreated("r2", false));
    assertThat(on(says("r2", "i2", 20)))
        .containsExactly(new AnswerBegan(0, 0L), new Speech(1, "i2", 0, voice(20), 160, 20));
  }

  @Test
  void isNotCutWhenTheAgentIsNotToBeInterrupted() {
    var deaf = speaking(false);
    on(says("r1", "i1", 20), deaf);

    assertThat(on(new SpeechStarted("u", 0), deaf)).isEmpty();
    assertThat(on(says("r1", "i1", 20), deaf)).containsExactly(speech("i1", 20, 40));
  }

  @Test
  void passesOnAnEmptyDeltaAsNothing() {
    assertThat(on(says("r1", "i1", 0))).containsExactly(BEGAN);
  }

  private List<Line> on(ServerEvent event) {
    return on(event, speaking);
  }

  private static List<Line> on(ServerEvent event, Speaking speaking) {
    var lines = new ArrayList<Line>();
    speaking.on(event, lines::add);
    return lines;
  }

  private Speaking speaking(boolean interruptible) {
    return new Speaking(
        new Framing(AudioFormat.PCMU),
        List.of(SORRY),
        interruptible,
        new Farewell(),
        ScriptedCall.tally(events));
  }

  private static Speech speech(@Nullable String item, int millis, int endsAt) {
    return new Speech(0, item, 0, voice(millis), millis * 8, endsAt);
  }
}
