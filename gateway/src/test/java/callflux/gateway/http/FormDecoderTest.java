package callflux.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FormDecoderTest {
  private static final long SEED = 20_261_122L;
  private static final int ROUNDS = 20_000;
  private static final int[] LETTERS = {
    'a', 'Z', '0', ' ', '+', '&', '=', '%', '/', 'é', '€', 0x1F600
  };

  private final RandomGenerator random = RandomGeneratorFactory.getDefault().create(SEED);

  @Test
  void whatWasEncodedIsDecoded() {
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, List<String>> fields = fields();

      assertThat(FormDecoder.decode(encoded(fields).getBytes(UTF_8)))
          .as("seed %d, round %d", SEED, round)
          .isEqualTo(fields)
          .containsExactlyEntriesOf(fields);
    }
  }

  @Test
  void noiseIsDecodedOrRefusedAndNothingElse() {
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] noise = noise();
      try {
        String text = FormDecoder.decode(noise).toString();
        assertThat(text).as("seed %d, round %d", SEED, round).doesNotContain("\u0000", "\r", "\n");
      } catch (RequestRefused e) {
        refused++;
        assertThat(e.refusal().status().code()).isEqualTo(400);
      }
    }
    assertThat(refused).isBetween(ROUNDS / 20, ROUNDS * 19 / 20);
  }

  // Names differ, so that the order of the body is the order of the map.
  private Map<String, List<String>> fields() {
    var fields = new LinkedHashMap<String, List<String>>();
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      List<String> values = new ArrayList<>();
      for (int n = 0; n <= random.nextInt(3); n++) {
        values.add(word());
      }
      fields.put(i + word(), values);
    }
    return fields;
  }

  private String word() {
    return random
        .ints(random.nextInt(6), 0, LETTERS.length)
        .mapToObj(i -> Character.toString(LETTERS[i]))
        .collect(Collectors.joining());
  }

  private byte[] noise() {
    byte[] letters = "ab&=%+%00%0A%C3%A941".getBytes(UTF_8);
    byte[] noise = new byte[random.nextInt(12)];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = letters[random.nextInt(letters.length)];
    }
    return noise;
  }

  private static String encoded(Map<String, List<String>> fields) {
    return fields.entrySet().stream()
        .flatMap(field -> field.getValue().stream().map(v -> url(field.getKey()) + "=" + url(v)))
        .collect(Collectors.joining("&"));
  }

  private static String url(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
