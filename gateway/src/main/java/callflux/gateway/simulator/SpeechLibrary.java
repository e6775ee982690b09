package callflux.gateway.simulator;

import callflux.codec.audio.AudioFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/// Keeps what has been spoken once, for all sessions: to speak takes milliseconds, which an event
/// loop with a thousand calls doesn't have.
final class SpeechLibrary {
  private static final int SHELVES = 1_000; // sentences; what is beyond is spoken anew each time

  private final Brain brain;
  private final Map<Title, Speech> spoken = new ConcurrentHashMap<>();

  SpeechLibrary(Brain brain) {
    this.brain = brain;
  }

  /// The words as the brain speaks them; at once if they are here.
  Mono<Speech> speak(String words, AudioFormat format) {
    var title = new Title(words, format);
    Speech known = spoken.get(title);
    return known != null
        ? Mono.just(known)
        : brain.speak(words, format).map(Speech::of).doOnNext(speech -> shelve(title, speech));
  }

  private void shelve(Title title, Speech speech) {
    if (spoken.size() < SHELVES) {
      spoken.put(title, speech);
    }
  }

  private record Title(String words, AudioFormat format) {}
}
