package callflux.gateway.transcript;

import callflux.gateway.archive.Timings;
import callflux.gateway.archive.TokenCount;
import callflux.gateway.call.CallEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How fast one call was, and what its model used. For one thread at a time.
final class Figures {
  private final TokenSum tokens = new TokenSum();
  private final List<Duration> voiceToVoice = new ArrayList<>();
  private @Nullable Duration setUp;
  private @Nullable Duration firstAudio;
  private @Nullable Duration slowestClear;

  void on(CallEvent event) {
    switch (event) {
      case CallEvent.SetUp(_, var toSession) -> setUp = toSession;
      case CallEvent.FirstAudio(var time) -> firstAudio = time;
      case CallEvent.AnswerBegan(_, var time) when time != null -> voiceToVoice.add(time);
      case CallEvent.Cleared(var time) -> slowestClear = longer(slowestClear, time);
      case CallEvent.ResponseEnded ended -> tokens.add(ended.usage());
      default -> {
        // No figure that is kept.
      }
    }
  }

  TokenCount tokens() {
    return tokens.sum();
  }

  Timings timings() {
    var sorted = voiceToVoice.stream().sorted().toList();
    var slowest = sorted.isEmpty() ? null : sorted.getLast();
    return new Timings(setUp, firstAudio, median(sorted), slowest, slowestClear);
  }

  private static @Nullable Duration median(List<Duration> sorted) {
    if (sorted.isEmpty()) {
      return null;
    }
    var above = sorted.get(sorted.size() / 2);
    var below = sorted.get((sorted.size() - 1) / 2);
    return above.plus(below).dividedBy(2);
  }

  private static Duration longer(@Nullable Duration one, Duration other) {
    return one == null || other.compareTo(one) > 0 ? other : one;
  }
}
