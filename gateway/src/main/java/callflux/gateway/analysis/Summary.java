package callflux.gateway.analysis;

import callflux.gateway.archive.Content.Ended;
import java.util.List;
import java.util.stream.Collectors;

/// A call in three sentences at most, made of its own: what the caller came with, what was done,
/// and how it ended.
final class Summary {
  private static final int MOST_LENGTH = 200;

  /// Fewer words than these are no request.
  private static final int LEAST_WORDS = 3;

  /// More words than these say something besides.
  private static final int GREETING = 3;

  private final PhraseBook ends;

  Summary(PhraseBook ends) {
    this.ends = ends;
  }

  String of(Conversation call) {
    return request(call) + done(call) + call.end().map(Summary::end).orElse("");
  }

  private String request(Conversation call) {
    return call.texts().stream()
        .filter(this::isRequest)
        .findFirst()
        .or(() -> call.texts().stream().findFirst())
        .map(text -> "The caller said: \"" + Cut.at(text.strip(), MOST_LENGTH) + "\"")
        .orElse("The caller said nothing.");
  }

  private boolean isRequest(String text) {
    var clauses = Words.of(text).clauses();
    long words =
        clauses.stream()
            .filter(clause -> clause.size() > GREETING || !isGreeting(clause))
            .mapToLong(List::size)
            .sum();
    return words >= LEAST_WORDS;
  }

  private boolean isGreeting(List<String> clause) {
    return ends.tells("greeting", new Words(List.of(clause)));
  }

  private static String done(Conversation call) {
    var done =
        call.deeds().stream()
            .map(deed -> deed.title() + (deed.done() ? "" : " (failed)"))
            .distinct()
            .collect(Collectors.joining(", "));
    return done.isEmpty() ? "" : " Asked of tools: " + done + ".";
  }

  private static String end(Ended end) {
    var termination = end.termination();
    return " It ended after %d s: %s."
        .formatted(
            end.summary().length().toSeconds(),
            termination == null ? "nobody knows why" : termination.label().replace('_', ' '));
  }
}
