package callflux.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.audio.AudioFormat;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class EchoTest extends SimulatorTest {

  @Test
  void everyFrameComesBackAsADeltaOfItsOwn() {
    var client = call(swift().withBrain(Brain.echo()));
    byte[] said = Voice.speak("Is anybody there?", AudioFormat.PCMU);
    client.append(said);

    int frames = (said.length + 159) / 160;
    client.await(
        _ -> client.seen("response.output_audio.delta").size() == frames, "the last frame");

    byte[] heard = new byte[said.length];
    int at = 0;
    for (var delta : client.seen("response.output_audio.delta")) {
      byte[] frame = Base64.getDecoder().decode(delta.path("delta").stringValue());
      System.arraycopy(frame, 0, heard, at, frame.length);
      at += frame.length;
    }
    assertThat(heard).isEqualTo(said);
    assertThat(client.seen("response.created")).hasSize(1);
  }
}
