package callflux.codec.json;

import static callflux.codec.json.Seed.pick;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64IsStrictTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "AAAA", "AAA=", "AA==", "+/+/", "//8=", "AB==", "AAAAAAA="})
  void whatIsWholeIsDecoded(String text) {
    assertThat(Base64Text.decode(text)).isEqualTo(Base64.getDecoder().decode(text));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 159, 160, 161, 1_920})
  void everyByteComesBack(int length) {
    var bytes = new byte[length];
    new Random(length).nextBytes(bytes);

    assertThat(Base64Text.decode(Base64.getEncoder().encodeToString(bytes))).isEqualTo(bytes);
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
    assertThat(Base64Text.decode(text)).isNull();
  }

  @Test
  void whateverTheJdkReadsIsReadTheSame() {
    var seed = Seed.take();
    int whole = 0;
    for (int i = 0; i < 20_000; i++) {
      var text = text(seed.random(i));
      byte[] read = read(text);
      assertThat(Base64Text.decode(text)).as(seed.describing(i, text)).isEqualTo(read);
      whole += read == null ? 0 : 1;
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
  private static byte @Nullable [] read(String text) {
    try {
      byte[] read = Base64.getDecoder().decode(text);
      return text.length() % 4 == 0 ? read : null;
    } catch (IllegalArgumentException refused) {
      return null;
    }
  }
}
