package callflux.codec.json;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.Wire;
import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class StringsAreWrittenTest {

  @Test
  void plainOnesAsTheyAre() {
    assertThat(written("MZ0123456789abcdef ~")).isEqualTo("\"MZ0123456789abcdef ~\"");
  }

  @Test
  void anyOneSoThatItIsReadBack() {
    var seed = Seed.take();
    for (int i = 0; i < 1_000; i++) {
      var random = seed.random(i);
      var string =
          random
              .ints(random.nextInt(12), 0, random.nextBoolean() ? 0x80 : 0x10000)
              .collect(StringBuilder::new, (s, c) -> s.append((char) c), StringBuilder::append)
              .toString();

      assertThat(JsonMapper.shared().readTree(written(string)).stringValue())
          .as(seed.describing(i, string))
          .isEqualTo(string);
    }
  }

  private static String written(String string) {
    var out = ByteBufAllocator.DEFAULT.buffer();
    JsonText.writeString(string, out);
    return Wire.text(out);
  }
}
