package callflux.codec.realtime;

import static callflux.codec.json.Seed.pick;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.Wire;
import callflux.codec.audio.AudioFormat;
import callflux.codec.json.MalformedMessage;
import callflux.codec.json.Mutations;
import callflux.codec.json.Seed;
import org.junit.jupiter.api.Test;

class SpoiltEventsTest {
  private static final int CASES = 50_000;

  @Test
  void areReadOrRefusedAndNothingElse() {
    var codec = new RealtimeCodec(Dialect.GA, AudioFormat.PCM16);
    var seed = Seed.take();
    var samples = ServerEventSamples.all().toArray(String[]::new);
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      var random = seed.random(i);
      byte[] event = new Mutations(random).of(pick(random, samples));
      try {
        Wire.decode(event, codec::decode);
      } catch (MalformedMessage malformed) {
        refused++;
      } catch (RuntimeException | Error surprise) {
        throw new AssertionError(seed.describe(i, event), surprise);
      }
    }
    assertThat(refused).as("refused").isBetween(CASES / 10, CASES);
  }
}
