package callflux.gateway.analysis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Phrases by what they tell, in the order of their file: `[name]` or `[name points]`, and below it
/// a phrase a line.
record PhraseBook(List<Entry> entries) {

  PhraseBook {
    entries = List.copyOf(entries);
  }

  /// Phrases that tell one thing.
  ///
  /// @param points what that counts; 0 if it doesn't
  record Entry(String name, int points, List<Phrase> phrases) {
    boolean isIn(Words words) {
      return phrases.stream().anyMatch(phrase -> phrase.isIn(words));
    }
  }

  /// Reads one of this package's own.
  static PhraseBook read(String name) {
    var entries = new ArrayList<Entry>();
    var phrases = new ArrayList<Phrase>();
    for (var line : lines(name)) {
      if (line.startsWith("[") && line.endsWith("]")) {
        phrases = new ArrayList<>();
        var head = line.substring(1, line.length() - 1);
        int blank = head.lastIndexOf(' ');
        boolean counted = blank >= 0 && head.substring(blank + 1).matches("-?\\d+");
        entries.add(
            new Entry(
                counted ? head.substring(0, blank) : head,
                counted ? Integer.parseInt(head.substring(blank + 1)) : 0,
                phrases));
      } else {
        phrases.add(Phrase.of(line));
      }
    }
    return new PhraseBook(entries);
  }

  private static List<String> lines(String name) {
    try (var file = PhraseBook.class.getResourceAsStream("/callflux/analysis/" + name)) {
      return new String(Objects.requireNonNull(file, name).readAllBytes(), UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What its phrases tell of a text.
  List<Entry> in(Words words) {
    return entries.stream().filter(entry -> entry.isIn(words)).toList();
  }

  /// Whether a text has any phrase that tells something.
  boolean tells(String name, Words words) {
    return entries.stream().anyMatch(entry -> entry.name().equals(name) && entry.isIn(words));
  }
}
