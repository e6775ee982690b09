package callflux.codec.realtime;

import static callflux.codec.json.Seed.pick;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.Wire;
import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MediaFrame;
import callflux.codec.json.MalformedMessage;
import callflux.codec.json.Mutations;
import callflux.codec.json.RandomSpelling;
import callflux.codec.json.Seed;
import callflux.codec.realtime.ServerEvent.OutputAudioDelta;
import io.netty.buffer.ByteBuf;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The fast path reads a delta as the JSON library does, or leaves it to it.
class SpeechIsReadAsJsonTest {
  private static final List<String> KEYS =
      List.of("type", "event_id", "response_id", "item_id", "content_index", "delta");

  @Test
  void howeverItIsSpelled() {
    var seed = Seed.take();
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      var random = seed.random(i);
      var format = pick(random, AudioFormat.PCMU, AudioFormat.PCM16);
      var message = new RandomSpelling(random, KEYS).of(delta(random));
      var fast = Wire.decode(message, text -> new AudioCodec(format).decode(text));
      if (fast != null) {
        assertThat(fast).as(seed.describing(i, message)).isEqualTo(slow(message, format));
        read++;
      }
    }
    assertThat(read).as("read fast, of 20,000").isGreaterThan(5_000);
  }

  @Test
  void howeverItIsSpoilt() {
    var seed = Seed.take();
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      var random = seed.random(i);
      var written = new RandomSpelling(random, KEYS).of(delta(random));
      byte[] message = new Mutations(random).of(written);
      var fast = Wire.decode(message, text -> new AudioCodec(AudioFormat.PCMU).decode(text));
      if (fast != null) {
        assertThat(fast)
            .as(seed.describing(i, message))
            .isEqualTo(Wire.decode(message, text -> slow(text, AudioFormat.PCMU)));
        read++;
      }
    }
    assertThat(read).as("read fast, of 20,000").isGreaterThan(500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"event_id\":\"event_1\",\"type\":\"response.output_audio.delta\",\"response_id\":\"r\","
            + "\"item_id\":\"i\",\"output_index\":0,\"content_index\":0,\"delta\":\"fn5+\"}",
        "{\"type\":\"response.output_audio.delta\",\"event_id\":\"event_1\",\"response_id\":\"r\","
            + "\"item_id\":\"i\",\"output_index\":0,\"content_index\":0,\"delta\":\"fn5+\"}",
        "{\"type\":\"response.output_audio.delta\",\"event_id\":\"event_1\",\"response_id\":\"r\","
            + "\"item_id\":\"i\",\"output_index\":0,\"content_index\":0,\"delta\":\"fn5+\","
            + "\"obfuscation\":\"aLxx0jTEciOGe\"}",
        "{\"type\": \"response.output_audio.delta\", \"response_id\": \"r\", \"item_id\": \"i\","
            + " \"output_index\": 0, \"content_index\": 0, \"delta\": \"fn5+\"}"
      })
  void fastInTheLayoutsThatServersWrite(String message) {
    var read = Wire.decode(message, text -> new AudioCodec(AudioFormat.PCMU).decode(text));

    assertThat(read).isEqualTo(slow(message, AudioFormat.PCMU));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"7", "00", "01", "-1", "+1", "1.0", "1e0", "", "999999999", "9999999999", "\"1\""})
  void whateverItsNumbersAre(String number) {
    var message =
        "{\"type\":\"response.output_audio.delta\",\"response_id\":\"r\",\"item_id\":\"i\","
            + "\"content_index\":"
            + number
            + ",\"delta\":\"fn5+\"}";
    var read = Wire.decode(message, text -> new AudioCodec(AudioFormat.PCMU).decode(text));

    assertThat(read).isIn(null, slow(message, AudioFormat.PCMU));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_500, 70_000, 5_000_000})
  void ofAnyLength(int bytes) {
    var frame = MediaFrame.ofAudio(AudioFormat.PCMU, new byte[bytes]);
    var message =
        "{\"type\":\"response.output_audio.delta\",\"response_id\":\"r\",\"item_id\":\"i\","
            + "\"content_index\":0,\"delta\":\""
            + Base64.getEncoder().encodeToString(new byte[bytes])
            + "\"}";

    assertThat(ServerEventSamples.decoded(message))
        .isEqualTo(new OutputAudioDelta("r", "i", 0, frame));
  }

  private static Map<String, Object> delta(RandomGenerator random) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("type", rarely(random, pick(random, "error", ""), "response.output_audio.delta"));
    fields.put("event_id", "event_" + random.nextInt(100_000));
    fields.put("response_id", rarely(random, pick(random, "", "r\u00e9", "\n"), "resp_001"));
    fields.put("item_id", rarely(random, 7, "item_" + random.nextInt(100)));
    fields.put("output_index", 0);
    fields.put("content_index", rarely(random, pick(random, -1, 2.0, 1e300, "0"), 0));
    fields.put("delta", rarely(random, badAudio(random), audio(random)));
    if (random.nextInt(20) == 0) {
      fields.remove(KEYS.get(random.nextInt(KEYS.size())));
    }
    return fields;
  }

  private static Object rarely(RandomGenerator random, Object odd, Object usual) {
    return random.nextInt(20) == 0 ? odd : usual;
  }

  private static String audio(RandomGenerator random) {
    var audio = new byte[random.nextInt(600) & ~random.nextInt(2)];
    random.nextBytes(audio);
    return Base64.getEncoder().encodeToString(audio);
  }

  private static String badAudio(RandomGenerator random) {
    return pick(random, "A", "AA", "AAA", "AA=", "A===", "AA==AA==", "=", "AAA-", "AAA_", "AA AA");
  }

  private static @Nullable ServerEvent slow(String message, AudioFormat format) {
    return Wire.decode(message, text -> slow(text, format));
  }

  private static @Nullable ServerEvent slow(ByteBuf text, AudioFormat format) {
    try {
      return new ServerEventReader(format).read(RealtimeCodec.READER.read(text));
    } catch (MalformedMessage malformed) {
      return null;
    }
  }
}
