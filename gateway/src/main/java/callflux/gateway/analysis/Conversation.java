package callflux.gateway.analysis;

import callflux.gateway.archive.CallFile;
import callflux.gateway.archive.Content;
import callflux.gateway.archive.Content.AgentSpoke;
import callflux.gateway.archive.Content.CallerSpoke;
import callflux.gateway.archive.Content.Ended;
import callflux.gateway.archive.Content.ToolRan;
import callflux.gateway.archive.Entry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A call as the lexicon reads it: what each side said and the other heard, and what was done.
///
/// @param said the caller's turns, as words
/// @param texts the same, as they were said
record Conversation(
    List<Words> said,
    List<String> texts,
    List<String> answers,
    List<Deed> deeds,
    Optional<Ended> end) {

  static Conversation of(CallFile call) {
    var contents = call.entries().stream().map(Entry::content).toList();
    var texts =
        all(contents, CallerSpoke.class)
            .map(CallerSpoke::words)
            .filter(words -> !words.isBlank())
            .toList();
    return new Conversation(
        texts.stream().map(Words::of).filter(words -> !words.isEmpty()).toList(),
        texts,
        all(contents, AgentSpoke.class)
            .map(AgentSpoke::heard)
            .filter(heard -> !heard.isBlank())
            .toList(),
        all(contents, ToolRan.class).map(Deed::of).toList(),
        all(contents, Ended.class).findFirst());
  }

  private static <C extends Content> Stream<C> all(List<Content> contents, Class<C> type) {
    return contents.stream().filter(type::isInstance).map(type::cast);
  }

  /// All that the caller said, as words.
  Words whole() {
    return new Words(said.stream().flatMap(words -> words.clauses().stream()).toList());
  }

  /// All that the agent said and was heard, as words.
  Words answered() {
    return Words.of(String.join("\n", answers));
  }

  /// Whether a tool has done something that came to that.
  boolean cameTo(String what) {
    return deeds.stream().anyMatch(deed -> deed.cameTo(what));
  }

  /// Never what was said.
  @Override
  public String toString() {
    return said.size() + " turns";
  }
}
