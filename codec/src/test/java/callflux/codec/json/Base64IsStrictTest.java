package callflux.codec.json;

import static callflux.codec.json.Seed.pick;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64IsStrictTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "AAAA", "AAA=", "AA==", "+/+/", "//8=", "AB==", "AAAAAAA="})
  void whatIsWholeIsKept(String text) {
    assertThat(Base64Text.bytes(text)).asString().isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A",
        "AA",
        "AAA",
        "A===",
        "====",
        "AA=A",
        "AA=",
        "AAA==",
        "AAAA=",
        "AAAA====",
        "AA==AAAA",
        "AAA-",
        "AAA_",
        " AAAA",
        "AAAA ",
        "AA\nAA",
        "AAA\u00c1",
        "AAA\u4141",
        "AAA\u0000"
      })
  void whatIsNotIsRefused(String text) {
    assertThat(Base64Text.bytes(text)).isNull();
  }

  @Test
  void nothingIsRefusedThatTheDecoderWouldRead() {
    var seed = Seed.take();
    int whole = 0;
    for (int i = 0; i < 20_000; i++) {
      var text = text(seed.random(i));
      boolean read = isRead(text);
      assertThat(Base64Text.bytes(text) != null).as(seed.describing(i, text)).isEqualTo(read);
      whole += read ? 1 : 0;
    }
    assertThat(whole).as("whole, of 20,000").isBetween(1_000, 19_000);
  }

  private static String text(RandomGenerator random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(9); i > 0; i--) {
      text.append(pick(random, "A", "z", "9", "+", "/", "AA", random.nextInt(8) == 0 ? "-" : "b"));
    }
    return text + pick(random, "", "=", "==");
  }

  /// The JDK's decoder takes text without padding; here it has to be there.
  private static boolean isRead(String text) {
    try {
      Base64.getDecoder().decode(text);
      return text.length() % 4 == 0;
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }
}
