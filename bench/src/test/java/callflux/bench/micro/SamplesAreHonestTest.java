package callflux.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.Wire;
import callflux.codec.audio.AudioFormat;
import callflux.codec.realtime.Dialect;
import callflux.codec.realtime.RealtimeCodec;
import callflux.codec.realtime.ServerEvent;
import callflux.codec.twilio.MediaStreamCodec;
import callflux.codec.twilio.TwilioMessage.Inbound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplesAreHonestTest {
  private final RealtimeCodec codec = new RealtimeCodec(Dialect.GA, AudioFormat.PCMU);

  @Test
  void mediaIsAFrameHoweverItIsSpelt() {
    var frame = Samples.frame(Samples.FRAME_BYTES);

    assertThat(frame.base64Length()).isEqualTo(216);
    assertThat(Wire.decode(Samples.media(), new MediaStreamCodec()::decode))
        .isEqualTo(new Inbound.Media(Samples.STREAM_SID, "inbound", 24_020, frame))
        .isEqualTo(Wire.decode(Samples.respelt(Samples.media()), new MediaStreamCodec()::decode));
  }

  @ParameterizedTest
  @ValueSource(ints = {160, 2_400, 9_600})
  void deltasAreAsLongAsTheySayHoweverTheyAreSpelt(int bytes) {
    var delta = Samples.delta(bytes);

    assertThat(Samples.frame(bytes).audioLength()).isEqualTo(bytes);
    assertThat(Wire.decode(delta, codec::decode))
        .isEqualTo(
            new ServerEvent.OutputAudioDelta(
                Samples.RESPONSE_ID, Samples.ITEM_ID, 0, Samples.frame(bytes)))
        .isEqualTo(Wire.decode(Samples.respelt(delta), codec::decode));
  }
}
