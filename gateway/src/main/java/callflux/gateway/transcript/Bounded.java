package callflux.gateway.transcript;

import callflux.gateway.archive.Content;
import callflux.gateway.archive.Content.AgentSpoke;
import callflux.gateway.archive.Content.Began;
import callflux.gateway.archive.Content.CallerSpoke;
import callflux.gateway.archive.Content.Ended;
import callflux.gateway.archive.Content.Gap;
import callflux.gateway.archive.Content.Interrupted;
import callflux.gateway.archive.Content.Pressed;
import callflux.gateway.archive.Content.ToolRan;
import callflux.gateway.archive.Entry;
import java.util.function.IntPredicate;

/// What of an entry is written: so much and no more, and nothing that can't be. Words and names
/// come from a model's server, which may send what it likes.
final class Bounded {
  /// UTF-16 units of words in one entry: twenty minutes of speech.
  static final int MOST_WORDS = 20_000;

  /// UTF-16 units of an item's or a tool's name.
  static final int MOST_NAME = 256;

  /// Stands where something was cut off.
  static final String CUT = " […]";

  private static final char REPLACEMENT = '\uFFFD';

  private Bounded() {}

  static Entry entry(Entry entry) {
    return new Entry(
        entry.callSid(), entry.seq(), entry.place(), entry.at(), content(entry.content()));
  }

  static Content content(Content content) {
    return switch (content) {
      case CallerSpoke(var item, var words) -> new CallerSpoke(name(item), text(words, MOST_WORDS));
      case AgentSpoke(var item, var heard, var unheard) -> {
        int most = most(heard, unheard);
        yield new AgentSpoke(name(item), text(heard, most), text(unheard, most));
      }
      case ToolRan(var id, var name, var asked, var output, var failed, var took) -> {
        int most = most(asked, output);
        yield new ToolRan(
            name(id), name(name), text(asked, most), text(output, most), failed, took);
      }
      case Pressed(var digits) -> new Pressed(text(digits, MOST_WORDS));
      case Gap(var item, var cause) -> new Gap(item == null ? null : name(item), cause);
      case Began _, Interrupted _, Ended _ -> content;
    };
  }

  /// Both as they are if they fit together, or else each half of what there may be.
  private static int most(String one, String other) {
    return one.length() + other.length() <= MOST_WORDS ? MOST_WORDS : MOST_WORDS / 2;
  }

  /// Nothing that a column of text or a terminal would choke on.
  private static String name(String name) {
    return without(Character::isISOControl, text(name, MOST_NAME));
  }

  private static String text(String text, int most) {
    if (text.length() <= most) {
      return whole(text);
    }
    int end = most - CUT.length();
    boolean splits = Character.isHighSurrogate(text.charAt(end - 1));
    return whole(text.substring(0, splits ? end - 1 : end)) + CUT;
  }

  /// Half a surrogate pair is no character, and no UTF-8 can be made of it.
  private static String whole(String text) {
    return without(Bounded::isHalf, text);
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private static String without(IntPredicate odd, String text) {
    if (text.codePoints().noneMatch(odd)) {
      return text;
    }
    int[] plain = text.codePoints().map(point -> odd.test(point) ? REPLACEMENT : point).toArray();
    return new String(plain, 0, plain.length);
  }
}
