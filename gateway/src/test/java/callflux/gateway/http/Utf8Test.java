package callflux.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class Utf8Test {
  private static final long SEED = 20_261_122L;
  private static final int ROUNDS = 100_000;
  // Where the rules change, so that a few bytes in a row often make a character.
  private static final int[] EDGES = {
    0x00, 0x61, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC,
    0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF
  };

  @Test
  void agreesWithJavaHoweverTheTextIsCut() {
    RandomGenerator random = RandomGeneratorFactory.getDefault().create(SEED);
    int right = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] text = text(random);
      int cut = random.nextInt(text.length + 1);
      boolean expected = isUtf8(text);

      assertThat(accepts(text, cut))
          .as("seed %d, round %d: %s cut at %d", SEED, round, HexFormat.of().formatHex(text), cut)
          .isEqualTo(expected);
      right += expected ? 1 : 0;
    }
    assertThat(right).as("texts that were right").isBetween(ROUNDS / 20, ROUNDS * 19 / 20);
  }

  @Test
  void aTextThatWasCutShortDoesNotSpoilTheNext() {
    var utf8 = new Utf8();
    assertThat(utf8.accepts(Unpooled.wrappedBuffer(new byte[] {(byte) 0xC3}))).isTrue();
    assertThat(utf8.ends()).isFalse();

    assertThat(utf8.accepts(Unpooled.wrappedBuffer(new byte[] {'a'}))).isTrue();
    assertThat(utf8.ends()).isTrue();
  }

  // ASCII at the front, longer than the validator's stride, and then something difficult.
  private static byte[] text(RandomGenerator random) {
    byte[] text = new byte[random.nextInt(20) + random.nextInt(5)];
    int difficult = Math.min(text.length, random.nextInt(5));
    for (int i = 0; i < text.length; i++) {
      boolean easy = i < text.length - difficult;
      text[i] = (byte) (easy ? 'a' : EDGES[random.nextInt(EDGES.length)]);
    }
    return text;
  }

  private static boolean accepts(byte[] text, int cut) {
    var utf8 = new Utf8();
    return utf8.accepts(Unpooled.wrappedBuffer(text, 0, cut))
        && utf8.accepts(Unpooled.wrappedBuffer(text, cut, text.length - cut))
        && utf8.ends();
  }

  private static boolean isUtf8(byte[] text) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }
}
