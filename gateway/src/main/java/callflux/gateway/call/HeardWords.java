package callflux.gateway.call;

import java.util.ArrayList;
import java.util.List;

/// The words of one item, and which of them were heard when so much of its sound was.
///
/// Words and sound come side by side, and nothing tells which belong together but what had come of
/// the one when the other came. Where both keep pace with each other, words are laid along the
/// sound that came between them and the next. Where the words run ahead, they are laid along what
/// comes after them at an even pace, the slowest at which all find room. Where they come behind
/// their sound, all of this holds from its end.
///
/// A word that has begun to be heard counts as heard.
final class HeardWords {
  /// Characters a millisecond where nothing is known yet: people and models say about 15 a second.
  static final double ORDINARY_PACE = 0.015;

  /// Nobody speaks so much faster than on the whole.
  private static final double FASTEST = 1.6;

  /// Words that are so much ahead of an even pace belong to sound that has yet to come: in more
  /// than a delta, and less than would be noticed, nobody can tell.
  private static final int LEAD_MILLIS = 400;

  /// Words that come with the very last of the sound tell nothing of the pace.
  private static final int TAIL_MILLIS = 500;

  /// Less than a reckoning may be off by, and far less than a character.
  private static final double ROUNDING = 1e-6;

  private final StringBuilder text = new StringBuilder();
  private final List<Piece> pieces = new ArrayList<>();

  /// So many characters that came when so much of the sound had.
  private record Piece(long at, int length) {}

  /// @param heard words that were heard, or had begun to be
  /// @param unheard those behind them
  record Split(String heard, String unheard) {

    /// Never the words.
    @Override
    public String toString() {
      return heard.length() + " characters heard, " + unheard.length() + " not";
    }
  }

  /// The item's sound.
  ///
  /// @param millis that there are of it
  /// @param whole whether it is all that belongs to the words, and was not cut short
  /// @param pace of the voice, in characters a millisecond
  record Sound(long millis, boolean whole, double pace) {}

  /// Words that come behind those that are there.
  ///
  /// @param at milliseconds of the sound that had come before; never less than the last time
  void add(String more, long at) {
    if (more.isEmpty()) {
      return;
    }
    text.append(more);
    boolean together = !pieces.isEmpty() && pieces.getLast().at() == at;
    int before = together ? pieces.removeLast().length() : 0;
    pieces.add(new Piece(at, before + more.length()));
  }

  /// All the words, instead of those that are there.
  ///
  /// @param at as for [#add]
  void replace(String all, long at) {
    int kept = Math.min(all.length(), text.length());
    int left = kept;
    for (int i = 0; i < pieces.size(); i++) {
      var piece = pieces.get(i);
      int length = Math.min(left, piece.length());
      pieces.set(i, new Piece(piece.at(), length));
      left -= length;
    }
    pieces.removeIf(piece -> piece.length() == 0);
    text.setLength(0);
    text.append(all, 0, kept);
    add(all.substring(kept), at);
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  int length() {
    return text.length();
  }

  @Override
  public String toString() {
    return text.length() + " characters";
  }

  /// @param heard milliseconds of the sound
  Split split(long heard, Sound sound) {
    int end = end(begun(heard, sound));
    return new Split(text.substring(0, end), text.substring(end));
  }

  /// How many characters have begun to be heard.
  private double begun(long heard, Sound sound) {
    if (heard <= 0 || sound.millis() <= 0 || pieces.isEmpty()) {
      return 0;
    }
    if (sound.whole() && heard >= sound.millis()) {
      return text.length();
    }
    if (!isBehind(sound)) {
      return laid(pieces, heard, sound);
    }
    long last = pieces.getLast().at();
    if (heard >= last) {
      return text.length();
    }
    var mirrored = pieces.reversed().stream().map(p -> new Piece(last - p.at(), p.length()));
    return text.length()
        - laid(mirrored.toList(), last - heard, new Sound(last, true, sound.pace()));
  }

  /// Words that come behind their sound leave some without words at its beginning, words that come
  /// before it at its end; and in the mean they come later, or sooner, than half of it.
  private boolean isBehind(Sound sound) {
    double sum = 0;
    for (var piece : pieces) {
      sum += (double) piece.at() * piece.length();
    }
    long first = pieces.getFirst().at();
    long last = pieces.getLast().at();
    return first > 0 && first + last + 2 * sum / text.length() > 2.0 * sound.millis();
  }

  private static double laid(List<Piece> pieces, long heard, Sound sound) {
    double pace = pace(pieces, sound);
    double laid = 0;
    double waiting = 0;
    long from = 0;
    for (var piece : pieces) {
      if (heard <= piece.at()) {
        return laid + part(waiting, pace, piece.at() - from, heard - from);
      }
      double room = part(waiting, pace, piece.at() - from, piece.at() - from);
      laid += room;
      waiting += piece.length() - room;
      from = piece.at();
    }
    return laid + part(waiting, pace, sound.millis() - from, heard - from);
  }

  /// What is heard of a stretch of sound, in characters.
  private static double part(double waiting, double pace, long stretch, long heard) {
    return stretch <= 0
        ? 0
        : Math.min(waiting, pace * stretch) * Math.min(heard, stretch) / stretch;
  }

  /// How fast the voice may be, in characters a millisecond.
  private static double pace(List<Piece> pieces, Sound sound) {
    int all = pieces.stream().mapToInt(Piece::length).sum();
    var last = pieces.getLast();
    double coming = last.at() == 0 ? 0 : (double) (all - last.length()) / last.at();
    if (sound.whole()) {
      double mean = (double) all / sound.millis();
      boolean ahead = coming > FASTEST * mean || isAhead(pieces, mean);
      return ahead ? slowest(pieces, sound, all) : Double.POSITIVE_INFINITY;
    }
    // Some words have no sound yet, and may never have.
    boolean ahead = coming == 0 || coming > FASTEST * sound.pace() || isAhead(pieces, coming);
    return ahead ? sound.pace() : FASTEST * Math.max(coming, sound.pace());
  }

  /// Whether the words were early from the first and stayed so. A pause further on makes them early
  /// as well, but not yet at the beginning; and the last of them are never early.
  private static boolean isAhead(List<Piece> pieces, double pace) {
    int come = 0;
    double least = pieces.size() > 1 ? Double.MAX_VALUE : 0;
    for (int i = 0; i < (pieces.size() - 1) * 3 / 4.0; i++) {
      come += pieces.get(i).length();
      least = Math.min(least, come / pace - pieces.get(i + 1).at());
    }
    return least > LEAD_MILLIS;
  }

  /// The pace at which everything finds just room enough.
  private static double slowest(List<Piece> pieces, Sound sound, int all) {
    int left = all;
    double pace = left / (double) sound.millis();
    for (var piece : pieces) {
      long room = sound.millis() - piece.at();
      if (room >= TAIL_MILLIS) {
        pace = Math.max(pace, left / (double) room);
      }
      left -= piece.length();
    }
    return pace;
  }

  /// Where the last word ends that has begun.
  private int end(double begun) {
    int end = 0;
    for (int i = 0; i < text.length(); i++) {
      if (begins(i) && i + ROUNDING >= begun) {
        return end;
      }
      if (!isSpace(text.charAt(i))) {
        end = i + 1;
      }
    }
    return begun > 0 ? text.length() : 0;
  }

  /// Where there are no spaces, a character is as good as a word.
  private boolean begins(int at) {
    return !isSpace(text.charAt(at))
        && (at == 0 || isSpace(text.charAt(at - 1)) || isWordOfItsOwn(text.codePointAt(at)));
  }

  private static boolean isWordOfItsOwn(int codePoint) {
    return switch (Character.UnicodeScript.of(codePoint)) {
      case HAN, HIRAGANA, KATAKANA -> true;
      default -> false;
    };
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}
