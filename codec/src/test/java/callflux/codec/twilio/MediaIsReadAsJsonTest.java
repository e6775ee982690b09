package callflux.codec.twilio;

import static callflux.codec.json.Seed.pick;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.Wire;
import callflux.codec.audio.AudioFormat;
import callflux.codec.json.MalformedMessage;
import callflux.codec.json.Mutations;
import callflux.codec.json.RandomSpelling;
import callflux.codec.json.Seed;
import callflux.codec.twilio.TwilioMessage.Inbound;
import io.netty.buffer.ByteBuf;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The fast path reads media as the JSON library does, or leaves it to it.
class MediaIsReadAsJsonTest {
  private static final List<String> OUTER =
      List.of("event", "sequenceNumber", "media", "streamSid");
  private static final List<String> INNER = List.of("track", "chunk", "timestamp", "payload");
  private static final List<String> KEYS =
      List.of("event", "media", "streamSid", "track", "timestamp", "payload", "mark", "name");

  @ParameterizedTest
  @EnumSource(names = {"PCMU", "PCM16"})
  void howeverItIsSpelled(AudioFormat format) {
    var seed = Seed.take();
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      var random = seed.random(i);
      var message = new RandomSpelling(random, KEYS).of(message(random));
      var fast = Wire.decode(message, new MediaCodec("MZ1", format)::decode);
      if (fast != null) {
        assertThat(fast).as(seed.describing(i, message)).isEqualTo(slow(message, format));
        read++;
      }
    }
    assertThat(read).as("read fast, of 20,000").isGreaterThan(5_000);
  }

  @ParameterizedTest
  @EnumSource(names = {"PCMU", "PCM16"})
  void howeverItIsSpoilt(AudioFormat format) {
    var seed = Seed.take();
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      var random = seed.random(i);
      var written = new RandomSpelling(random, KEYS).of(message(random));
      byte[] message = new Mutations(random).of(written);
      var fast = Wire.decode(message, new MediaCodec("MZ1", format)::decode);
      if (fast != null) {
        assertThat(fast)
            .as(seed.describing(i, message))
            .isEqualTo(Wire.decode(message, text -> slow(text, format)));
        read++;
      }
    }
    assertThat(read).as("read fast, of 20,000").isGreaterThan(500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"event\":\"media\",\"sequenceNumber\":\"3\",\"media\":{\"track\":\"inbound\","
            + "\"chunk\":\"1\",\"timestamp\":\"5\",\"payload\":\"no+J\"},\"streamSid\":\"MZ1\"}",
        "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"payload\":\"no+J\","
            + "\"track\":\"inbound\",\"timestamp\":\"0\"}}",
        "{\"event\": \"media\", \"sequenceNumber\": \"3\", \"media\": {\"track\": \"inbound\","
            + " \"timestamp\": \"5\", \"payload\": \"no+J\"}, \"streamSid\": \"MZ1\"}",
        "{\"event\":\"mark\",\"sequenceNumber\":\"4\",\"streamSid\":\"MZ1\","
            + "\"mark\":{\"name\":\"3:120\"}}"
      })
  void fastInTheLayoutsThatPeersWrite(String message) {
    var read = Wire.decode(message, new MediaCodec("MZ1", AudioFormat.PCMU)::decode);

    assertThat(read).isNotNull().isEqualTo(slow(message));
  }

  /// What would break one of the limits must not pass them by.
  @ParameterizedTest
  @ValueSource(ints = {65, 2_000, 60_000})
  void aKeyBeyondTheLimitIsLeftToTheLibrary(int length) {
    var message =
        "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"payload\":\"no+J\","
            + "\"track\":\"inbound\",\"timestamp\":\"0\"},\""
            + "k".repeat(length)
            + "\":1}";

    assertThat(Wire.decode(message, new MediaCodec("MZ1", AudioFormat.PCMU)::decode)).isNull();
    assertThat(slow(message)).isNull();
  }

  @Test
  void soAreMoreKeysThanTheLimit() {
    var message =
        "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"payload\":\"no+J\","
            + "\"track\":\"inbound\",\"timestamp\":\"0\""
            + ",\"k\":1".repeat(1_000)
            + "}}";

    assertThat(Wire.decode(message, new MediaCodec("MZ1", AudioFormat.PCMU)::decode)).isNull();
    assertThat(slow(message)).isNull();
  }

  private static Map<String, Object> message(RandomGenerator random) {
    return random.nextInt(3) == 0 ? mark(random) : media(random);
  }

  private static Map<String, Object> mark(RandomGenerator random) {
    var mark = new LinkedHashMap<String, Object>();
    String usual = random.nextInt(100) + ":" + random.nextInt(100_000);
    mark.put("name", rarely(random, pick(random, "", 1, "\u00e9", "a\"b"), usual));
    lose(List.of("name"), mark, random);
    var fields = media(random);
    fields.put("event", rarely(random, pick(random, "media", "stop", ""), "mark"));
    fields.put("mark", rarely(random, pick(random, "mark", 1), mark));
    if (random.nextInt(10) > 0) {
      fields.remove("media");
    }
    lose(List.of("event", "sequenceNumber", "mark", "streamSid"), fields, random);
    return fields;
  }

  private static Map<String, Object> media(RandomGenerator random) {
    var media = new LinkedHashMap<String, Object>();
    media.put("track", rarely(random, pick(random, "outbound", "", 1), "inbound"));
    media.put("chunk", String.valueOf(random.nextInt(100_000)));
    media.put(
        "timestamp", rarely(random, oddTime(random), String.valueOf(random.nextInt(1 << 24))));
    media.put(
        "payload",
        random.nextInt(20) == 0 ? oddAudio(random) : audio(random, 2 * random.nextInt(200)));
    lose(INNER, media, random);
    var fields = new LinkedHashMap<String, Object>();
    fields.put("event", rarely(random, pick(random, "Media", "mark", ""), "media"));
    fields.put("sequenceNumber", String.valueOf(random.nextInt(100_000)));
    fields.put("media", rarely(random, pick(random, "media", 1), media));
    fields.put(
        "streamSid", rarely(random, pick(random, "", "MZ\u00e9", "\\"), "MZ0123456789abcdef"));
    lose(OUTER, fields, random);
    return fields;
  }

  private static void lose(List<String> keys, Map<String, Object> fields, RandomGenerator random) {
    if (random.nextInt(20) == 0) {
      fields.remove(keys.get(random.nextInt(keys.size())));
    }
  }

  private static Object rarely(RandomGenerator random, Object odd, Object usual) {
    return random.nextInt(20) == 0 ? odd : usual;
  }

  private static Object oddTime(RandomGenerator random) {
    return pick(random, 5, -5, 5.5, "-5", "1e308", "05", "", "9999999999", "99999999999999999999");
  }

  private static String oddAudio(RandomGenerator random) {
    return random.nextBoolean()
        ? audio(random, pick(random, 0, 1, 161, 8_000, 8_001, 24_000, 24_002))
        : pick(random, "!!!!", "AAA", "AA==AA==", "AA-_", " AAA");
  }

  private static String audio(RandomGenerator random, int length) {
    var audio = new byte[length];
    random.nextBytes(audio);
    return Base64.getEncoder().encodeToString(audio);
  }

  private static @Nullable Inbound slow(String message) {
    return slow(message, AudioFormat.PCMU);
  }

  private static @Nullable Inbound slow(String message, AudioFormat format) {
    return Wire.decode(message, text -> slow(text, format));
  }

  private static @Nullable Inbound slow(ByteBuf text, AudioFormat format) {
    try {
      return InboundReader.read(MediaStreamCodec.READER.read(text), format);
    } catch (MalformedMessage malformed) {
      return null;
    }
  }
}
