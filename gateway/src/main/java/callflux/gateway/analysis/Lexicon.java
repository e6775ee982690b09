package callflux.gateway.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What words weigh: how well or badly whoever says them feels.
final class Lexicon {
  /// So many words before one that weighs something may turn it around.
  private static final int REACH = 3;

  /// "Not good" is bad, but less than "bad".
  private static final double TURNED = -0.6;

  private static final double PER_TEN = 0.1;

  private final Map<String, List<Weighed>> byFirst = new HashMap<>();
  private final List<Modifier> modifiers = new ArrayList<>();

  private Lexicon() {}

  private record Weighed(Phrase phrase, double weight) {
    int length() {
      return phrase.parts().size();
    }
  }

  private record Modifier(Phrase phrase, double factor) {}

  /// The one that comes with the gateway.
  static Lexicon read() {
    var lexicon = new Lexicon();
    for (var entry : PhraseBook.read("sentiment.txt").entries()) {
      switch (entry.name()) {
        case "more", "less" -> lexicon.modify(entry, entry.points() * PER_TEN);
        case "not" -> lexicon.modify(entry, TURNED);
        default -> entry.phrases().forEach(phrase -> lexicon.weigh(phrase, entry.points()));
      }
    }
    return lexicon;
  }

  private void modify(PhraseBook.Entry entry, double factor) {
    entry.phrases().forEach(phrase -> modifiers.add(new Modifier(phrase, factor)));
  }

  private void weigh(Phrase phrase, double weight) {
    byFirst
        .computeIfAbsent(phrase.parts().getFirst(), _ -> new ArrayList<>())
        .add(new Weighed(phrase, weight));
  }

  /// What each phrase of a text that weighs anything weighs there, in order.
  List<Double> weights(Words words) {
    return words.clauses().stream().flatMap(clause -> weights(clause).stream()).toList();
  }

  private List<Double> weights(List<String> clause) {
    var weights = new ArrayList<Double>();
    int read = 0;
    for (int at = 0; at < clause.size(); ) {
      var found = longest(clause, at);
      if (found == null) {
        at++;
      } else {
        if (found.weight() != 0) {
          weights.add(found.weight() * factor(clause, Math.max(read, at - REACH), at));
        }
        at += found.length();
        read = at;
      }
    }
    return weights;
  }

  private @Nullable Weighed longest(List<String> clause, int at) {
    @Nullable Weighed longest = null;
    for (var weighed : byFirst.getOrDefault(clause.get(at), List.of())) {
      if ((longest == null || weighed.length() > longest.length())
          && weighed.phrase().isAt(clause, at)) {
        longest = weighed;
      }
    }
    return longest;
  }

  private double factor(List<String> clause, int from, int to) {
    var before = clause.subList(from, to);
    double factor = 1;
    for (var modifier : modifiers) {
      for (int at = 0; at < before.size(); at++) {
        if (modifier.phrase().isAt(before, at)) {
          factor *= modifier.factor();
        }
      }
    }
    return factor;
  }
}
