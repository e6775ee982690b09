package callflux.gateway.simulator;

import callflux.codec.audio.AudioFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps what has been spoken once, for all sessions: to speak takes milliseconds, which an event
/// loop with a thousand calls doesn't have.
final class SpeechLibrary {
  private static final int SHELVES = 1_000; // sentences; what is beyond is spoken anew each time

  private final Map<Title, Speech> spoken = new ConcurrentHashMap<>();

  Speech speak(String words, AudioFormat format) {
    var title = new Title(words, format);
    Speech known = spoken.get(title);
    if (known != null) {
      return known;
    }
    Speech speech = Speech.of(words, format);
    if (spoken.size() < SHELVES) {
      spoken.put(title, speech);
    }
    return speech;
  }

  private record Title(String words, AudioFormat format) {}
}
