package callflux.gateway.simulator.local;

import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.Pcm16;
import callflux.gateway.simulator.Utterance;
import com.sun.speech.freetts.Item;
import com.sun.speech.freetts.OutputQueue;
import com.sun.speech.freetts.Relation;
import com.sun.speech.freetts.Voice;
import com.sun.speech.freetts.en.us.cmu_us_kal.KevinVoiceDirectory;
import com.sun.speech.freetts.relp.LPCResult;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Speaks: FreeTTS's diphone voice, at the rate that is asked for. It blocks: some milliseconds for
/// a sentence, and a second or two when it is made.
final class Mouth {
  private static final String VOICE = "kevin16";
  private static final int SAMPLE_RATE = 16_000;

  private final Voice voice;
  private final List<com.sun.speech.freetts.Utterance> spoken = new ArrayList<>();

  private Mouth(Voice voice) {
    this.voice = voice;
  }

  /// Loads the voice.
  static Mouth load() {
    Voice voice =
        Arrays.stream(new KevinVoiceDirectory().getVoices())
            .filter(known -> known.getName().equals(VOICE))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("FreeTTS has no voice " + VOICE));
    var mouth = new Mouth(voice);
    voice.setOutputQueue(mouth.new Kept());
    voice.allocate();
    return mouth;
  }

  /// Speaks. One after the other: the voice has state.
  synchronized Utterance speak(String words, AudioFormat format) {
    spoken.clear();
    voice.speak(new Sentence(words));
    var pcm = new ByteArrayOutputStream();
    var begun = new ArrayList<Utterance.Begun>();
    int at = 0;
    for (var sentence : spoken) {
      int millis = pcm.size() / 2 * 1_000 / SAMPLE_RATE;
      for (Item token = head(sentence); token != null; token = token.getNext()) {
        at = end(words, token.toString(), at);
        begun.add(new Utterance.Begun(millis + start(token), at));
      }
      pcm.writeBytes(((LPCResult) sentence.getObject("target_lpcres")).getWaveSamples());
    }
    short[] samples =
        Sampling.convert(Pcm16.samples(swapped(pcm)), SAMPLE_RATE, format.sampleRate());
    int whole = samples.length / (format.sampleRate() / 1_000) * (format.sampleRate() / 1_000);
    byte[] audio = Sampling.encode(Arrays.copyOf(samples, whole), format);
    return new Utterance(words, format, audio, begun);
  }

  private static @Nullable Item head(com.sun.speech.freetts.Utterance sentence) {
    return sentence.getRelation(Relation.TOKEN).getHead();
  }

  /// Where the token ends in the text, with the punctuation and the space behind it.
  private static int end(String words, String token, int from) {
    int found = words.indexOf(token, from);
    int end = found < 0 ? from : found + token.length();
    while (end < words.length() && !Character.isLetterOrDigit(words.charAt(end))) {
      end++;
    }
    return end;
  }

  /// Milliseconds into the sentence at which the token's first sound begins.
  private static int start(Item token) {
    for (Item word = token.getDaughter(); word != null; word = word.getNext()) {
      Item syllables = word.getItemAs(Relation.SYLLABLE_STRUCTURE);
      Item syllable = syllables == null ? null : syllables.getDaughter();
      Item sound = syllable == null ? null : syllable.getDaughter();
      Item segment = sound == null ? null : sound.getItemAs(Relation.SEGMENT);
      Item before = segment == null ? null : segment.getPrevious();
      if (before != null) {
        return (int) (before.getFeatures().getFloat("end") * 1_000);
      }
    }
    return 0;
  }

  /// FreeTTS writes the high byte first.
  private static byte[] swapped(ByteArrayOutputStream pcm) {
    byte[] bytes = pcm.toByteArray();
    for (int i = 0; i + 1 < bytes.length; i += 2) {
      byte high = bytes[i];
      bytes[i] = bytes[i + 1];
      bytes[i + 1] = high;
    }
    return bytes;
  }

  /// Takes what would be played.
  private final class Kept extends OutputQueue {
    @Override
    public synchronized void post(com.sun.speech.freetts.Utterance sentence) {
      spoken.add(sentence);
    }
  }
}
