package callflux.gateway.ops;

import callflux.gateway.call.Call;
import callflux.gateway.call.CallEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one call is doing, and the last that happened in it. Told on event loops, asked from
/// elsewhere; nobody holds its lock for longer than it takes to copy a short list.
final class LiveCall {
  /// So many of the last events are kept.
  static final int KEPT = 32;

  /// What goes on on the caller's line.
  enum State {
    /// The caller speaks.
    LISTENING,
    /// The caller is spoken to.
    SPEAKING,
    /// Neither is heard.
    SILENT
  }

  /// Something that happened, perhaps several times in a row.
  ///
  /// @param at when it last did
  /// @param event the last of them
  record Entry(Instant at, CallEvent event, int times) {}

  /// All of it at one moment.
  ///
  /// @param voiceToVoice of the last turn; absent until there was one
  /// @param events oldest first
  record Snapshot(
      Call call, Instant since, State state, @Nullable Duration voiceToVoice, List<Entry> events) {}

  private final Call call;
  private final InstantSource clock;
  private final Instant since;
  private final Deque<Entry> events = new ArrayDeque<>();
  private State state = State.SILENT;
  private @Nullable Duration voiceToVoice;

  LiveCall(Call call, InstantSource clock) {
    this.call = call;
    this.clock = clock;
    this.since = clock.instant();
  }

  synchronized void on(CallEvent event) {
    state = after(event);
    if (event instanceof CallEvent.AnswerBegan began && began.voiceToVoice() != null) {
      voiceToVoice = began.voiceToVoice();
    }
    var last = events.peekLast();
    int times = 1;
    if (last != null && last.event().getClass() == event.getClass()) {
      times += events.removeLast().times();
    } else if (events.size() == KEPT) {
      events.removeFirst();
    }
    events.add(new Entry(clock.instant(), event, times));
  }

  synchronized Snapshot now() {
    return new Snapshot(call, since, state, voiceToVoice, List.copyOf(events));
  }

  private State after(CallEvent event) {
    return switch (event) {
      case CallEvent.CallerSpoke _ -> State.LISTENING;
      case CallEvent.CallerPaused _ -> state == State.LISTENING ? State.SILENT : state;
      case CallEvent.SpeechBegan _ -> State.SPEAKING;
      case CallEvent.SpeechHeard _ -> State.SILENT;
      default -> state;
    };
  }
}
