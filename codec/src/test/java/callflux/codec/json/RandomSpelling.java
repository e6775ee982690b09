package callflux.codec.json;

import static callflux.codec.json.Seed.pick;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/// Writes one message in one of the ways in which JSON may write it: keys in any order, any
/// spacing, any escapes, and fields beside it that mean nothing or look as if they did.
public final class RandomSpelling {
  private static final double ODDLY = 0.05;

  private final RandomGenerator random;
  private final boolean shuffled;
  private final boolean spaced;
  private final boolean escaped;
  private final boolean decoyed;
  private final List<String> knownKeys;

  /// @param knownKeys names that decoys may take
  public RandomSpelling(RandomGenerator random, List<String> knownKeys) {
    this.random = random;
    this.knownKeys = knownKeys;
    this.shuffled = random.nextBoolean();
    this.spaced = random.nextInt(4) == 0;
    this.escaped = random.nextInt(4) == 0;
    this.decoyed = random.nextInt(3) == 0;
  }

  /// Writes a message of maps, strings and numbers.
  public String of(Map<String, Object> message) {
    var out = new StringBuilder();
    write(message, out);
    return out.toString();
  }

  private void write(Object value, StringBuilder out) {
    switch (value) {
      case Map<?, ?> fields -> writeObject(fields, out);
      case String string -> writeString(string, out);
      default -> out.append(value);
    }
  }

  private void writeObject(Map<?, ?> fields, StringBuilder out) {
    var written = new ArrayList<String>();
    fields.forEach((name, value) -> written.add(field(name.toString(), value)));
    if (decoyed) {
      // A known name among them is a field that comes twice, and the last one counts.
      for (int i = random.nextInt(3); i > 0; i--) {
        written.add(field(pick(random, "obfuscation", "x", anyKnownKey()), decoy()));
      }
    }
    if (shuffled || decoyed) {
      Collections.shuffle(written, Random.from(random));
    }
    out.append('{').append(space());
    out.append(String.join(space() + "," + space(), written)).append(space()).append('}');
  }

  private String field(String name, Object value) {
    var out = new StringBuilder();
    writeString(name, out);
    out.append(space()).append(':').append(space());
    write(value, out);
    return out.toString();
  }

  private Object decoy() {
    return pick(
        random,
        "AAAA",
        "media",
        "}",
        "\"delta\":\"AAAA\"",
        0,
        -1,
        1.5,
        "01",
        Map.of(),
        Map.of(anyKnownKey(), "AAAA", "x", Map.of(anyKnownKey(), "AAAA")));
  }

  private String anyKnownKey() {
    return knownKeys.get(random.nextInt(knownKeys.size()));
  }

  private void writeString(String string, StringBuilder out) {
    out.append('"');
    string.chars().forEach(character -> writeCharacter((char) character, out));
    out.append('"');
  }

  private void writeCharacter(char character, StringBuilder out) {
    boolean oddly = escaped && random.nextDouble() < ODDLY;
    if (character == '/' && oddly) {
      out.append("\\/");
    } else if (character == '"' || character == '\\' || character < ' ' || oddly) {
      out.append("\\u%04x".formatted((int) character));
    } else {
      out.append(character);
    }
  }

  private String space() {
    return spaced ? pick(random, "", " ", "  ", "\t", "\r\n") : "";
  }
}
