package callflux.gateway.analysis;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// A text as words in lower case, clause by clause.
///
/// @param clauses what stands between marks of punctuation
record Words(List<List<String>> clauses) {
  private static final Pattern MARKS = Pattern.compile("[.,;:!?…()\\n\\r\"]+|\\s-\\s");
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}']+");

  Words {
    clauses = List.copyOf(clauses);
  }

  static Words of(String text) {
    return new Words(
        MARKS
            .splitAsStream(text.toLowerCase(Locale.ROOT).replace('’', '\''))
            .map(Words::words)
            .filter(words -> !words.isEmpty())
            .toList());
  }

  private static List<String> words(String clause) {
    return BETWEEN.splitAsStream(clause).filter(word -> !word.isEmpty()).toList();
  }

  /// Whether there is nothing in it.
  boolean isEmpty() {
    return clauses.isEmpty();
  }

  /// Never the words.
  @Override
  public String toString() {
    return clauses.size() + " clauses";
  }
}
