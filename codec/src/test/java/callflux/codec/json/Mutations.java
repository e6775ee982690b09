package callflux.codec.json;

import static callflux.codec.json.Seed.pick;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.random.RandomGenerator;

/// Spoils a message in one to four places: bytes changed, lost, repeated or put in.
public record Mutations(RandomGenerator random) {

  public byte[] of(String message) {
    byte[] spoilt = message.getBytes(UTF_8);
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      spoilt = spoil(spoilt);
    }
    return spoilt;
  }

  private byte[] spoil(byte[] message) {
    if (message.length == 0) {
      return message;
    }
    int from = random.nextInt(message.length);
    int to = Math.min(message.length, from + random.nextInt(1, 12));
    var out = new ByteArrayOutputStream();
    out.write(message, 0, from);
    switch (random.nextInt(5)) {
      case 0 -> out.write(random.nextInt(256));
      case 1 -> out.write(message, from, to - from);
      case 2 -> out.writeBytes(token().getBytes(UTF_8));
      case 3 -> {
        return out.toByteArray();
      }
      default -> to = Math.min(message.length, from + random.nextInt(1, 80));
    }
    int rest = random.nextBoolean() ? from : to;
    out.write(message, rest, message.length - rest);
    return out.toByteArray();
  }

  private String token() {
    return pick(
        random,
        "\"",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "null",
        "true",
        "0",
        "-1",
        "1e999",
        "0.5",
        "\\",
        "\\u0000",
        "\\ud800",
        "\"\"",
        "{}",
        "[]",
        "9".repeat(40),
        " ",
        "\n",
        "\u00e9",
        "\u0000");
  }
}
