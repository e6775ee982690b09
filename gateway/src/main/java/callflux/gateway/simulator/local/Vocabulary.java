package callflux.gateway.simulator.local;

import edu.cmu.sphinx.linguist.acoustic.UnitManager;
import edu.cmu.sphinx.linguist.dictionary.TextDictionary;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The pronunciations of the words of one grammar, and of no other of the 134,000 that there are.
final class Vocabulary extends TextDictionary {
  private static final Pattern NOT_WORDS =
      Pattern.compile(
          "//[^\\n]*|/\\*(?s:.*?)\\*/|#JSGF[^;]*;|\\bgrammar [^;]*;|\\bimport [^;]*;|<[^>]*>"
              + "|\\{[^}]*}|/[^/\\n]*/|\\bpublic\\b");

  private static final Pattern WORD = Pattern.compile("[^\\s()\\[\\]|*+=;]+");

  private final Set<String> words;

  /// The words of a grammar.
  ///
  /// @param pronunciations of all words, one a line
  Vocabulary(Set<String> words, URL pronunciations, URL noises, UnitManager units) {
    super(pronunciations, noises, null, null, units);
    this.words = words;
  }

  /// The words that a JSGF grammar is made of.
  static Set<String> of(String grammar) {
    return WORD.matcher(NOT_WORDS.matcher(grammar).replaceAll(" "))
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Once: the grammar asks for it again.
  @Override
  public void allocate() throws IOException {
    if (!allocated) {
      super.allocate();
      allocated = true;
    }
  }

  @Override
  protected void loadDictionary(InputStream in, boolean noises) throws IOException {
    try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        add(line, noises);
      }
    }
  }

  private void add(String line, boolean noise) {
    int space = line.indexOf(' ');
    String name = space < 0 ? "" : line.substring(0, space);
    int variant = name.indexOf('(', 1);
    if (noise && space > 0) {
      dictionary.put(name, FILLER_TAG + line);
      fillerWords.add(name);
    } else if (space > 0 && words.contains(variant < 0 ? name : name.substring(0, variant))) {
      dictionary.put(name, line);
    }
  }

  /// Those that have no pronunciation, once it is allocated.
  Set<String> unknown() {
    var unknown = new TreeSet<>(words);
    unknown.removeAll(dictionary.keySet());
    return unknown;
  }
}
