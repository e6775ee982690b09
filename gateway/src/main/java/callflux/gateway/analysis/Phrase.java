package callflux.gateway.analysis;

import java.util.List;

/// Words that follow one another.
///
/// @param parts a word each; one that ends in `*` stands for all that begin so
record Phrase(List<String> parts) {
  private static final String ANY = "*";

  Phrase {
    parts = List.copyOf(parts);
  }

  static Phrase of(String text) {
    return new Phrase(List.of(text.strip().split("\\s+")));
  }

  /// Whether it is anywhere in a text.
  boolean isIn(Words words) {
    return words.clauses().stream().anyMatch(this::isIn);
  }

  private boolean isIn(List<String> clause) {
    for (int at = 0; at + parts.size() <= clause.size(); at++) {
      if (isAt(clause, at)) {
        return true;
      }
    }
    return false;
  }

  /// Whether it begins at a word of a clause.
  boolean isAt(List<String> clause, int at) {
    if (at + parts.size() > clause.size()) {
      return false;
    }
    for (int i = 0; i < parts.size(); i++) {
      if (!matches(parts.get(i), clause.get(at + i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(String part, String word) {
    return part.endsWith(ANY)
        ? word.startsWith(part.substring(0, part.length() - 1))
        : word.equals(part);
  }
}
