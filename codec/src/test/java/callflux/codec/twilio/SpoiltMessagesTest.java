package callflux.codec.twilio;

import static callflux.codec.json.Seed.pick;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.Wire;
import callflux.codec.json.MalformedMessage;
import callflux.codec.json.Mutations;
import callflux.codec.json.Seed;
import org.junit.jupiter.api.Test;

class SpoiltMessagesTest {
  private static final int CASES = 50_000;

  @Test
  void areReadOrRefusedAndNothingElse() {
    var seed = Seed.take();
    var samples = InboundSamples.ALL.toArray(String[]::new);
    int refused = 0;
    for (int i = 0; i < CASES; i++) {
      var random = seed.random(i);
      byte[] message = new Mutations(random).of(pick(random, samples));
      try {
        Wire.decode(message, new MediaStreamCodec()::decode);
      } catch (MalformedMessage malformed) {
        refused++;
      } catch (RuntimeException | Error surprise) {
        throw new AssertionError(seed.describe(i, message), surprise);
      }
    }
    assertThat(refused).as("refused").isBetween(CASES / 10, CASES);
  }
}
