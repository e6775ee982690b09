package callflux.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MediaFrame;
import callflux.codec.audio.MuLaw;
import callflux.codec.audio.Pcm16;
import callflux.codec.json.Seed;
import callflux.codec.realtime.ClientEvent;
import callflux.codec.realtime.ClientEvent.InputAudioAppend;
import callflux.codec.realtime.ClientEvent.ItemTruncate;
import callflux.codec.realtime.ServerEvent;
import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.codec.twilio.TwilioMessage.Outbound;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A telephone and a model that hears and speaks at 24 kHz.
class ModelInAnotherFormatTest {
  private static final int CASES = 100;

  private final ScriptedLeg<ServerEvent, ClientEvent> model = ScriptedLeg.willing();
  private final ScriptedCall call =
      new ScriptedCall(
          ScriptedCall.call(ScriptedCall.AGENT),
          ScriptedLeg.willing(),
          model,
          TranscodedModel.on(AudioFormat.PCMU, AudioFormat.PCM16, model));

  @AfterEach
  void hangUp() {
    call.close();
  }

  @Test
  void modelInTheLinesFormatIsLeftAlone() {
    assertThat(TranscodedModel.on(AudioFormat.PCMU, AudioFormat.PCMU, model)).isSameAs(model);
  }

  @Test
  void modelHearsTheCallerInItsOwnFormatFrameByFrame() {
    ready();
    for (int frame = 0; frame < 4; frame++) {
      call.caller.says(ScriptedCall.heard(frame * 20L));
    }

    assertThat(heard(model.told()))
        .hasSize(4)
        .allSatisfy(frame -> {
          assertThat(frame.format()).isEqualTo(AudioFormat.PCM16);
          assertThat(frame.audioLength()).isEqualTo(960);
        });
  }

  @Test
  void gapsInTheCallersVoiceAreAsLongForTheModel() {
    ready();
    call.caller.says(ScriptedCall.heard(0));
    call.caller.says(ScriptedCall.heard(120));

    assertThat(heard(model.told())).extracting(MediaFrame::millis).containsExactly(20, 120);
  }

  @Test
  void callerHearsWholeFramesOfTheLinesFormatAndThenTheMark() {
    ready();
    call.answers("r");
    says("i", 210);
    call.finishes("r", "i");

    var told = call.caller.told();

    assertThat(told).last().isEqualTo(new Outbound.Mark("0:220"));
    var frames = frames(told);
    assertThat(frames).allSatisfy(ModelInAnotherFormatTest::isWhole);
    assertThat(frames.stream().mapToInt(MediaFrame::millis).sum()).isEqualTo(220);
  }

  @Test
  void lastMillisecondOfAnItemIsHeardBeforeItsLastMark() {
    ready();
    call.answers("r");
    var samples = new short[24 * 200];
    Arrays.fill(samples, samples.length - 24, samples.length, (short) 20_000);
    says("i", samples);
    call.finishes("r", "i");

    var heard = MuLaw.decode(joined(frames(call.caller.told())));

    assertThat(heard).hasSize(1_600);
    assertThat(heard[1_595]).isGreaterThan((short) 15_000);
  }

  @Test
  void truncationIsReckonedInTheModelsMilliseconds() {
    ready();
    call.answers("r");
    says("i", 400);
    call.plays("0:120");
    call.plays("0:240");
    call.callerSpeaks();

    assertThat(model.told()).contains(new ItemTruncate("truncate", "i", 0, 240));
    assertThat(call.caller.told()).last().isEqualTo(new Outbound.Clear());
  }

  @Test
  void nothingOfACutItemIsLeftInTheNext() {
    ready();
    call.answers("r");
    var loud = new short[24 * 100];
    Arrays.fill(loud, (short) 20_000);
    says("i", loud);
    call.callerSpeaks();
    call.callerPauses();
    call.caller.told();
    call.answers("r2");
    model.says(delta("r2", "j", new short[24 * 100]));

    assertThat(MuLaw.decode(joined(frames(call.caller.told())))).containsOnly(0);
  }

  @Test
  void toneKeepsItsLevelBothWays() {
    ready();
    call.answers("r");
    says("i", tone(24_000, 24_000));
    call.finishes("r", "i");
    byte[] down = joined(frames(call.caller.told()));
    for (int at = 0; at < 8_000; at += 160) {
      var codes = MuLaw.encode(Arrays.copyOfRange(tone(8_000, 8_000), at, at + 160));
      call.caller.says(
          new Inbound.Media("MZ", "inbound", at / 8, MediaFrame.ofAudio(AudioFormat.PCMU, codes)));
    }
    byte[] up = joined(heard(model.told()));

    assertThat(decibels(MuLaw.decode(down))).isCloseTo(-3, within(0.5));
    assertThat(decibels(Pcm16.samples(up))).isCloseTo(-3, within(0.5));
  }

  /// However the model cuts what it says: whole frames, all of it, in order.
  @Test
  void deltasOfAnyLengthAreOneVoice() {
    ready();
    var seed = Seed.take();
    for (int number = 0; number < CASES; number++) {
      var random = seed.random(number);
      var item = "i" + number;
      call.answers("r" + number);
      int samples = 0;
      for (int deltas = random.nextInt(1, 6); deltas > 0; deltas--) {
        int length = random.nextInt(3) == 0 ? 480 * random.nextInt(9) : random.nextInt(6_000);
        model.says(delta("r" + number, item, tone(24_000, length)));
        samples += length;
      }
      model.says(new ServerEvent.OutputAudioDone("r" + number, item, 0));
      model.says(ScriptedCall.done("r" + number, ServerEvent.Status.COMPLETED));

      var frames = frames(call.caller.told());
      assertThat(frames)
          .as(seed.describe(number, samples))
          .allSatisfy(ModelInAnotherFormatTest::isWhole);
      assertThat(frames.stream().mapToInt(MediaFrame::millis).sum())
          .as(seed.describe(number, samples))
          .isEqualTo(Math.ceilDiv(samples, 480) * 20);
      call.callerSpeaks(); // so that the line never holds more than it may
      call.callerPauses();
      call.caller.told();
    }
  }

  @Test
  void everyOtherEventPasses() {
    ready();
    model.says(new ServerEvent.Error("server_error", "rate", "too fast", null, null));

    assertThat(call.events).contains(new CallEvent.ErrorReported("rate"));
  }

  private void ready() {
    model.says(new ServerEvent.SessionUpdated("s", 0));
    model.told();
  }

  private void says(String item, int millis) {
    says(item, tone(24_000, 24 * millis));
  }

  private void says(String item, short[] samples) {
    model.says(delta("r", item, samples));
  }

  private static ServerEvent delta(String response, String item, short[] samples) {
    var frame = MediaFrame.ofAudio(AudioFormat.PCM16, Pcm16.bytes(samples));
    return new ServerEvent.OutputAudioDelta(response, item, 0, frame);
  }

  /// A kilohertz, whose peaks are at full scale.
  private static short[] tone(int rate, int length) {
    var samples = new short[length];
    for (int i = 0; i < length; i++) {
      samples[i] = (short) (32_000 * Math.sin(2 * Math.PI * 1_000 * i / rate));
    }
    return samples;
  }

  private static double decibels(short[] samples) {
    double sum = 0;
    for (int i = samples.length / 4; i < samples.length * 3 / 4; i++) {
      sum += (double) samples[i] * samples[i];
    }
    return 20 * Math.log10(Math.sqrt(sum / (samples.length / 2.0)) / 32_000);
  }

  private static void isWhole(MediaFrame frame) {
    assertThat(frame.format()).isEqualTo(AudioFormat.PCMU);
    assertThat(frame.audioLength() % 160).isZero();
  }

  private static List<MediaFrame> frames(List<Outbound> told) {
    var frames = new ArrayList<MediaFrame>();
    for (var message : told) {
      if (message instanceof Outbound.Media(var frame)) {
        frames.add(frame);
      }
    }
    return frames;
  }

  private static List<MediaFrame> heard(List<ClientEvent> told) {
    var frames = new ArrayList<MediaFrame>();
    for (var event : told) {
      if (event instanceof InputAudioAppend(var frame)) {
        frames.add(frame);
      }
    }
    return frames;
  }

  private static byte[] joined(List<MediaFrame> frames) {
    var all = new ByteArrayOutputStream();
    frames.forEach(frame -> all.writeBytes(frame.audio()));
    return all.toByteArray();
  }
}
