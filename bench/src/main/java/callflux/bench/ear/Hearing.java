package callflux.bench.ear;

import callflux.gateway.simulator.local.Ear;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of listening to some prompts.
///
/// @param words that were said
/// @param errors words that were heard wrong, missed or added
/// @param understood prompts of which something was heard, right or wrong
/// @param prompts all of them
/// @param seconds of sound
/// @param workSeconds of CPU that listening took
public record Hearing(
    int words, int errors, int understood, int prompts, double seconds, double workSeconds) {

  private static final int PAUSE_MILLIS = 300; // before and after, as a turn has them

  /// Listens by telephone.
  public static Hearing of(Ear ear, List<Prompt> prompts) {
    int words = 0;
    int errors = 0;
    int understood = 0;
    double seconds = 0;
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long from = threads.getCurrentThreadCpuTime();
    for (Prompt prompt : prompts) {
      int rate = prompt.sound().sampleRate();
      short[] samples = paused(prompt.sound().samples(), rate);
      String heard = ear.hearByTelephone(samples, rate);
      seconds += (double) samples.length / rate;
      words += split(prompt.words()).length;
      errors += distance(split(prompt.words()), split(heard));
      understood += heard == null ? 0 : 1;
    }
    double work = (threads.getCurrentThreadCpuTime() - from) / 1e9;
    return new Hearing(words, errors, understood, prompts.size(), seconds, work);
  }

  /// Of the words that were said, in percent; more than 100 if many were added.
  public double wordErrorRate() {
    return 100.0 * errors / words;
  }

  private static short[] paused(short[] samples, int rate) {
    int pause = rate * PAUSE_MILLIS / 1_000;
    var all = new short[samples.length + 2 * pause];
    System.arraycopy(samples, 0, all, pause, samples.length);
    return all;
  }

  private static String[] split(@Nullable String words) {
    return words == null || words.isBlank() ? new String[0] : words.strip().split("\\s+", -1);
  }

  /// The fewest words that have to be changed, added or taken away: Levenshtein's.
  static int distance(String[] said, String[] heard) {
    var before = new int[heard.length + 1];
    for (int j = 0; j <= heard.length; j++) {
      before[j] = j;
    }
    for (int i = 1; i <= said.length; i++) {
      var now = new int[heard.length + 1];
      now[0] = i;
      for (int j = 1; j <= heard.length; j++) {
        int other = before[j - 1] + (said[i - 1].equals(heard[j - 1]) ? 0 : 1);
        now[j] = Math.min(other, Math.min(before[j], now[j - 1]) + 1);
      }
      before = now;
    }
    return before[heard.length];
  }
}
