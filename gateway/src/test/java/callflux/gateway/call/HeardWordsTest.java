package callflux.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.call.HeardWords.Sound;
import callflux.gateway.call.HeardWords.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HeardWordsTest {
  private final RandomGenerator random = RandomGeneratorFactory.getDefault().create(5);

  /// Words are written as `milliseconds:words`, a `|` between what came at different times, and a
  /// `_` for a space at an edge. A sound ends in a `.` where it is whole.
  @ParameterizedTest(name = "of {0} in {1} ms, {2} ms heard: {3}")
  @CsvSource(
      textBlock =
          """
          # words                               sound   heard  are heard
          # all of them ahead
          '0:one two three four',               '2000.', 0,    ''
          '0:one two three four',               '2000.', 1,    'one'
          '0:one two three four',               '2000.', 444,  'one'
          '0:one two three four',               '2000.', 445,  'one two'
          '0:one two three four',               '2000.', 1999, 'one two three four'
          '0:one two three four',               '2000.', 2000, 'one two three four'
          '0:one two three four',               '2000.', 9000, 'one two three four'
          # each beside its sound
          '0:one_|1000:two',                    '2000.', 1000, 'one'
          '0:one_|1000:two',                    '2000.', 1001, 'one two'
          # with a pause in it
          '0:one_|500:two._|2000:three four',   '2500.', 499,  'one'
          '0:one_|500:two._|2000:three four',   '2500.', 501,  'one two.'
          '0:one_|500:two._|2000:three four',   '2500.', 2000, 'one two.'
          '0:one_|500:two._|2000:three four',   '2500.', 2001, 'one two. three'
          # faster than they can be said
          '0:one two |100:three |200:four',     '2000.', 445,  'one two'
          '0:one two |100:three |200:four',     '2000.', 888,  'one two'
          '0:one two |100:three |200:four',     '2000.', 889,  'one two three'
          # each behind its sound
          '1000:one_|2000:two',                 '2000.', 900,  'one'
          '1000:one_|2000:two',                 '2000.', 1000, 'one'
          '1000:one_|2000:two',                 '2000.', 1100, 'one two'
          '2000:one two three four',            '2000.', 444,  'one'
          '2000:one two three four',            '2000.', 445,  'one two'
          # further behind than they take
          '900:one_|1200:two_|1200:three',      '1200.', 1,    'one'
          '900:one_|1200:two_|1200:three',      '1200.', 1200, 'one two three'
          # the sound was cut short
          '0:one_|300:two_|600:three four five', '700',  299,  'one'
          '0:one_|300:two_|600:three four five', '700',  301,  'one two'
          '0:one_|300:two_|600:three four five', '700',  700,  'one two three'
          '0:one two three four five six',      '800',   800,  'one two three'
          # nothing was to be heard
          '0:one two',                          '0',     0,    ''
          # where there are no spaces
          '0:你好吗，再见',                       '600.',  201,  '你好吗，'
          '0:あいう',                            '300.',  101,  'あい'
          # spaces count for nothing
          '0:_one two_',                        '900.',  1,    ''
          '0:_one two_',                        '900.',  899,  ' one two '
          """)
  void areThoseThatHaveBegun(String words, String sound, long heard, String expected) {
    var split = words(words).split(heard, sound(sound));

    assertThat(split.heard()).isEqualTo(expected);
    assertThat(split.heard() + split.unheard()).isEqualTo(text(words));
  }

  @Test
  void losesNoneAndNeverTakesOneBack() {
    for (int i = 0; i < 5_000; i++) {
      var words = new HeardWords();
      var text = new StringBuilder();
      long at = random.nextInt(3) == 0 ? random.nextInt(500) : 0;
      for (int pieces = random.nextInt(1, 12); pieces > 0; pieces--) {
        var piece = "abc de, f. ".substring(0, random.nextInt(12));
        words.add(piece, at);
        text.append(piece);
        at += random.nextBoolean() ? random.nextInt(600) : 0;
      }
      long millis = at + (random.nextBoolean() ? random.nextInt(900) : 0);
      var sound = new Sound(millis, random.nextBoolean(), HeardWords.ORDINARY_PACE);

      assertThat(words.split(0, sound).heard()).isEmpty();
      int before = 0;
      for (long heard = 0; heard <= millis; heard += 7) {
        var split = words.split(heard, sound);
        assertThat(split.heard() + split.unheard()).isEqualTo(text.toString());
        assertThat(split.heard().length()).isGreaterThanOrEqualTo(before);
        before = split.heard().length();
      }
      if (millis > 0) {
        var whole = new Sound(millis, true, HeardWords.ORDINARY_PACE);
        assertThat(words.split(millis, whole)).isEqualTo(new Split(text.toString(), ""));
      }
    }
  }

  /// How words may come.
  enum Coming {
    AT_ONCE,
    AHEAD,
    BEFORE_THEIR_SOUND,
    BEHIND_THEIR_SOUND,
    LATE,
    AT_THE_END
  }

  @ParameterizedTest
  @EnumSource
  void areKnownToOneWordHoweverTheyCome(Coming coming) {
    for (int i = 0; i < 1_000; i++) {
      boolean beside = coming == Coming.BEFORE_THEIR_SOUND || coming == Coming.BEHIND_THEIR_SOUND;
      var said = said(beside);
      long millis = said.getLast().to();
      var words = new HeardWords();
      long from = 0;
      while (from < millis) {
        long to = Math.min(millis, from + random.nextInt(2, 5) * 100L);
        long at =
            switch (coming) {
              case AT_ONCE -> 0;
              case AHEAD -> from / 3;
              case BEFORE_THEIR_SOUND -> from;
              case BEHIND_THEIR_SOUND -> to;
              case LATE -> Math.min(millis, to + 700);
              case AT_THE_END -> millis;
            };
        words.add(between(said, from, to, at >= to), at);
        from = to;
      }
      long heard = random.nextLong(millis + 1);

      var split = words.split(heard, new Sound(millis, true, HeardWords.ORDINARY_PACE));

      long begun = said.stream().filter(word -> word.from() < heard).count();
      assertThat(count(split.heard()))
          .as("%s: %s, %d ms of %s", coming, split, heard, said)
          .isBetween(begun - 1, begun + 1);
    }
  }

  @Test
  void followTheWholeWhereItDiffers() {
    var sound = new Sound(1_000, true, HeardWords.ORDINARY_PACE);
    var longer = words("0:one_|500:two");
    longer.replace("one two three", 900);
    var shorter = words("0:one_|500:two three");
    shorter.replace("one two", 1_000);
    var alone = new HeardWords();
    alone.replace("one two", 1_000);

    assertThat(longer.split(501, sound)).isEqualTo(new Split("one two", " three"));
    assertThat(shorter.split(501, sound)).isEqualTo(new Split("one two", ""));
    assertThat(alone.split(501, sound)).isEqualTo(new Split("one", " two"));
  }

  @Test
  void areInNoLog() {
    assertThat(words("0:one two")).hasToString("7 characters");
  }

  private record Word(String text, long from, long to) {}

  /// At about fifteen characters a second.
  private List<Word> said(boolean pauses) {
    var words = new ArrayList<Word>();
    long at = 0;
    for (int i = random.nextInt(3, 20); i > 0; i--) {
      int length = random.nextInt(2, 9);
      long to = at + (length + 1) * random.nextLong(60, 74);
      to += pauses && i > 1 && random.nextInt(6) == 0 ? 500 : 0;
      words.add(new Word("x".repeat(length) + " ", at, to));
      at = to;
    }
    return words;
  }

  /// The words that end, or begin, in a stretch of the sound.
  private static String between(List<Word> words, long from, long to, boolean end) {
    var text = new StringBuilder();
    words.stream()
        .filter(word -> end ? word.to() > from && word.to() <= to : word.from() >= from)
        .filter(word -> end || word.from() < to)
        .forEach(word -> text.append(word.text()));
    return text.toString();
  }

  private static long count(String words) {
    return words.isBlank() ? 0 : IntStream.range(0, words.strip().split("\\s+", -1).length).count();
  }

  private static HeardWords words(String written) {
    var words = new HeardWords();
    for (var piece : written.split("\\|", -1)) {
      int colon = piece.indexOf(':');
      words.add(
          piece.substring(colon + 1).replace('_', ' '), Long.parseLong(piece.substring(0, colon)));
    }
    return words;
  }

  private static String text(String written) {
    return written.replaceAll("(^|\\|)\\d+:", "").replace('_', ' ');
  }

  private static Sound sound(String written) {
    boolean whole = written.endsWith(".");
    var millis = whole ? written.substring(0, written.length() - 1) : written;
    return new Sound(Long.parseLong(millis), whole, HeardWords.ORDINARY_PACE);
  }
}
