package callflux.gateway.history;

import callflux.gateway.archive.CallFile;
import callflux.gateway.archive.Content.Began;
import callflux.gateway.archive.Content.Ended;
import callflux.gateway.archive.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The course of a call: how it began and ended, and what was between.
///
/// @param start what times in it are counted from: when it was answered
/// @param began absent if that was never written down
/// @param middle neither its beginning nor its end, in the conversation's order
/// @param end absent if it is not over, or its end not known yet
record Course(Instant start, @Nullable Began began, List<Entry> middle, @Nullable End end) {

  /// How it ended.
  ///
  /// @param at since its start
  record End(Duration at, Ended ended) {}

  /// @throws IllegalArgumentException if there is nothing in it
  static Course of(CallFile file) {
    var entries = file.entries();
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("a call without an entry: " + file);
    }
    var start = start(entries);
    Began began = null;
    End end = null;
    for (var entry : entries) {
      switch (entry.content()) {
        case Began content -> began = content;
        case Ended content -> end = new End(Duration.between(start, entry.at()), content);
        default -> {
          // What is between.
        }
      }
    }
    return new Course(start, began, entries.stream().filter(Course::isBetween).toList(), end);
  }

  /// How long after its start something in it began.
  Duration since(Entry entry) {
    return Duration.between(start, entry.at());
  }

  private static Instant start(List<Entry> entries) {
    return entries.stream()
        .filter(entry -> entry.content() instanceof Began)
        .findFirst()
        .orElse(entries.getFirst())
        .at();
  }

  private static boolean isBetween(Entry entry) {
    return !(entry.content() instanceof Began) && !(entry.content() instanceof Ended);
  }
}
