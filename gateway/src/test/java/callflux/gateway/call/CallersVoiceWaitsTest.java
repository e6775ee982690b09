package callflux.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MediaFrame;
import callflux.codec.realtime.ClientEvent;
import callflux.codec.realtime.ClientEvent.InputAudioAppend;
import callflux.codec.realtime.ServerEvent.SessionUpdated;
import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.gateway.agent.Agent;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What the caller says while the model can't take it.
class CallersVoiceWaitsTest {
  private static final Agent SILENT = ScriptedCall.agent(null, true);

  /// In frames.
  private static final int TWO_SECONDS = 100;

  @Test
  void untilTheSessionIsSetUp() {
    try (var call = ScriptedCall.begun(SILENT)) {
      speaks(call, 0, TWO_SECONDS);
      assertThat(call.model.told()).isEmpty();

      call.model.says(new SessionUpdated("s", 0));

      assertThat(numbers(call.model.told())).isEqualTo(range(0, TWO_SECONDS));
      assertThat(call.events).noneMatch(CallEvent.CallerAudioDropped.class::isInstance);
      speaks(call, 100, 101);
      assertThat(numbers(call.model.told())).containsExactly(100);
    }
  }

  @Test
  void butOnlyItsLastTwoSeconds() {
    try (var call = ScriptedCall.begun(SILENT)) {
      speaks(call, 0, 250);

      call.model.says(new SessionUpdated("s", 0));

      keepsTheLastHundredOf(250, 0, call);
    }
  }

  @Test
  void whenTheModelsSocketTakesNothing() {
    try (var call = new ScriptedCall(SILENT, ScriptedLeg.willing(), new ScriptedLeg<>(0))) {
      call.model.says(new SessionUpdated("s", 0));
      speaks(call, 0, 250);
      call.model.takes(1_000);

      keepsTheLastHundredOf(250, 1, call);
    }
  }

  @Test
  void andComesAfterWhatTheModelIsToKnowFirst() {
    try (var call = ScriptedCall.begun()) {
      speaks(call, 0, 1);

      call.model.says(new SessionUpdated("s", 0));

      assertThat(call.model.told())
          .satisfiesExactly(
              event -> assertThat(event).isInstanceOf(ClientEvent.ResponseCreate.class),
              event -> assertThat(event).isInstanceOf(InputAudioAppend.class));
    }
  }

  @Test
  void andItsGapsAreFilled() {
    try (var call = ScriptedCall.begun(SILENT)) {
      call.model.says(new SessionUpdated("s", 0));
      speaks(call, 0, 1);
      speaks(call, 3, 4);

      assertThat(call.model.told())
          .extracting(event -> ((InputAudioAppend) event).frame().millis())
          .containsExactly(20, 60);
    }
  }

  @Test
  void andTheRestIsToldTheModelAllTheSame() {
    try (var call = new ScriptedCall(SILENT, ScriptedLeg.willing(), new ScriptedLeg<>(0))) {
      call.model.says(new SessionUpdated("s", 0));
      for (int i = 0; i < 1_000; i++) {
        call.answers("r" + i);
        call.speaks("r" + i, "i" + i, 20);
        call.callerSpeaks();
        call.callerPauses();
        call.finishes("r" + i, "i" + i);
      }
      assertThat(call.model.unread()).isZero();
      call.model.takes(100_000);

      assertThat(call.model.told().stream().filter(ClientEvent.ItemTruncate.class::isInstance))
          .hasSize(1_000);
    }
  }

  @Test
  void andIsNotHeldUpByAModelThatSpeaks() {
    try (var call = new ScriptedCall(SILENT, new ScriptedLeg<>(0), ScriptedLeg.willing())) {
      call.model.says(new SessionUpdated("s", 0));
      call.answers("r1");
      for (int i = 0; i < 2_000; i++) {
        call.speaks("r1", "i1", 120);
      }
      speaks(call, 0, 1);

      assertThat(numbers(call.model.told())).containsExactly(0);
    }
  }

  /// @param ahead how many were already on their way when the buffer was full
  private static void keepsTheLastHundredOf(int frames, int ahead, ScriptedCall call) {
    var kept = numbers(call.model.told());
    assertThat(kept).hasSize(ahead + TWO_SECONDS);
    assertThat(kept.subList(ahead, kept.size())).isEqualTo(range(frames - TWO_SECONDS, frames));
    assertThat(call.events.stream().filter(new CallEvent.CallerAudioDropped(20)::equals))
        .hasSize(frames - kept.size());
  }

  private static void speaks(ScriptedCall call, int from, int to) {
    for (int i = from; i < to; i++) {
      call.caller.says(new Inbound.Media("MZ", "inbound", i * 20L, frame(i)));
    }
  }

  private static MediaFrame frame(int number) {
    return MediaFrame.ofAudio(AudioFormat.PCMU, ByteBuffer.allocate(160).putInt(number).array());
  }

  private static List<Integer> numbers(List<ClientEvent> events) {
    return events.stream()
        .filter(InputAudioAppend.class::isInstance)
        .map(event -> ByteBuffer.wrap(((InputAudioAppend) event).frame().audio()).getInt())
        .toList();
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }
}
