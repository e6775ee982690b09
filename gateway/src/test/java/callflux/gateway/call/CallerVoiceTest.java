package callflux.gateway.call;

import static callflux.gateway.call.ScriptedCall.heard;
import static callflux.gateway.call.ScriptedCall.voice;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MediaFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallerVoiceTest {
  private final List<CallEvent> events = new ArrayList<>();
  private final CallerVoice caller = new CallerVoice(ScriptedCall.tally(events));

  @Test
  void passesOnFramesThatFollowEachOther() {
    for (int at = 0; at < 200; at += 20) {
      assertThat(caller.on(heard(at))).isEqualTo(voice(20));
    }
    assertThat(events).isEmpty();
  }

  @Test
  void beginsWhereverTheStreamDoes() {
    assertThat(caller.on(heard(5_000))).isEqualTo(voice(20));
    assertThat(events).isEmpty();
  }

  @Test
  void fillsAGapWithSilence() {
    caller.on(heard(0));

    assertThat(caller.on(heard(80))).isEqualTo(behindSilence(60));
    assertThat(events).containsExactly(new CallEvent.GapPadded(60));
    assertThat(caller.on(heard(100))).isEqualTo(voice(20));
  }

  @Test
  void fillsAGapOfOneFrameButNoJitter() {
    caller.on(heard(0));

    assertThat(caller.on(heard(39))).isEqualTo(voice(20));
    assertThat(caller.on(heard(79))).isEqualTo(behindSilence(20));
  }

  @Test
  void fillsNoMoreThanTenSeconds() {
    caller.on(heard(0));

    assertThat(caller.on(heard(3_600_000))).isEqualTo(behindSilence(10_000));
    assertThat(events).containsExactly(new CallEvent.GapPadded(10_000));
    assertThat(caller.on(heard(3_600_020))).isEqualTo(voice(20));
  }

  @Test
  void takesFramesInWrongOrderAsTheyCome() {
    caller.on(heard(0));
    caller.on(heard(40));
    events.clear();

    assertThat(caller.on(heard(20))).isEqualTo(voice(20));
    assertThat(caller.on(heard(60))).isEqualTo(voice(20));
    assertThat(events).isEmpty();
  }

  @Test
  void reckonsNothingFromAnUnknownTimestamp() {
    assertThat(caller.on(heard(-1))).isEqualTo(voice(20));
    caller.on(heard(100));
    assertThat(caller.on(heard(-1))).isEqualTo(voice(20));
    assertThat(caller.on(heard(120))).isEqualTo(voice(20));
    assertThat(events).isEmpty();
  }

  private static MediaFrame behindSilence(int millis) {
    var speech = voice(20).audio();
    var audio = new byte[millis * 8 + speech.length];
    Arrays.fill(audio, (byte) 0xFF);
    System.arraycopy(speech, 0, audio, millis * 8, speech.length);
    return MediaFrame.ofAudio(AudioFormat.PCMU, audio);
  }
}
