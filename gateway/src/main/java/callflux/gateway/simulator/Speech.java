package callflux.gateway.simulator;

import callflux.codec.audio.AudioFormat;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// Words with their sound, cut into deltas and encoded once for all who will hear it.
final class Speech {
  /// Lengths of deltas in milliseconds, over and over: those of the real one vary, too.
  private static final int[] LENGTHS = {200, 400, 300};

  private static final int FRAME_LIMIT = 65_536; // bytes: what careless clients allow

  private final String words;
  private final AudioFormat format;
  private final List<Utterance.Begun> begun;
  private final List<Delta> deltas;
  private final int millis;

  private Speech(Utterance of, List<Delta> deltas) {
    this.words = of.words();
    this.format = of.format();
    this.begun = of.begun();
    this.deltas = deltas;
    this.millis = deltas.stream().mapToInt(Delta::millis).sum();
  }

  static Speech of(Utterance utterance) {
    byte[] audio = utterance.audio();
    AudioFormat format = utterance.format();
    var deltas = new ArrayList<Delta>();
    int from = 0;
    while (from < audio.length) {
      int wanted = LENGTHS[deltas.size() % LENGTHS.length] * format.bytesPerMilli();
      int to = Math.min(audio.length, from + wanted);
      deltas.add(Delta.of(format, Arrays.copyOfRange(audio, from, to)));
      from = to;
    }
    return new Speech(utterance, List.copyOf(deltas));
  }

  /// The same in a single delta, made longer than 64 KiB by silence at its end.
  Speech inOnePiece() {
    byte[] audio = audio();
    int whole = FRAME_LIMIT / format.bytesPerMilli() * format.bytesPerMilli();
    byte[] padded = Arrays.copyOf(audio, Math.max(audio.length, whole));
    Arrays.fill(padded, audio.length, padded.length, format.silence());
    var all = new Utterance(words, format, padded, begun);
    return new Speech(all, List.of(Delta.of(format, padded)));
  }

  String words() {
    return words;
  }

  List<Delta> deltas() {
    return deltas;
  }

  int millis() {
    return millis;
  }

  /// The words that have been begun after so many milliseconds.
  String wordsUntil(long end) {
    if (end >= millis) {
      return words;
    }
    if (begun.isEmpty()) {
      return words.substring(0, (int) (words.length() * end / millis));
    }
    int until = 0;
    for (Utterance.Begun word : begun) {
      until = word.millis() < end ? word.until() : until;
    }
    return words.substring(0, until);
  }

  /// The sound of so many milliseconds, in base64.
  String audioUntil(long end) {
    byte[] audio = audio();
    int length = (int) Math.min(audio.length, end * format.bytesPerMilli());
    return Base64.getEncoder().encodeToString(Arrays.copyOf(audio, length));
  }

  private byte[] audio() {
    var whole = new ByteArrayOutputStream(millis * format.bytesPerMilli());
    deltas.forEach(delta -> whole.writeBytes(Base64.getDecoder().decode(delta.base64())));
    return whole.toByteArray();
  }

  /// A stretch of it; not a record, because it holds an array.
  static final class Delta {
    private final byte[] base64;
    private final int millis;

    private Delta(byte[] base64, int millis) {
      this.base64 = base64;
      this.millis = millis;
    }

    private static Delta of(AudioFormat format, byte[] audio) {
      return new Delta(Base64.getEncoder().encode(audio), (int) format.millis(audio.length));
    }

    byte[] base64() {
      return base64;
    }

    int millis() {
      return millis;
    }
  }
}
