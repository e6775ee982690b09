package callflux.bench.load;

import callflux.bench.load.CallRecord.Answer;
import callflux.bench.load.CallRecord.Clear;
import callflux.bench.load.CallRecord.Counts;
import callflux.bench.load.CallRecord.Mark;
import callflux.bench.load.CallRecord.SetUp;
import callflux.bench.load.CallRecord.Spoken;
import callflux.bench.load.CallRecord.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A call's record in the making. Confined to the call's event loop.
final class CallLog {
  private final List<Spoken> spoken = new ArrayList<>();
  private final List<Answer> answers = new ArrayList<>();
  private final List<Clear> clears = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();
  private long sent;
  private long received;
  private long stale;
  private long ragged;
  private long latestNanos;

  void spoke(Spoken utterance) {
    spoken.add(utterance);
  }

  void answered(Answer answer) {
    answers.add(answer);
  }

  void cleared(Clear clear) {
    clears.add(clear);
  }

  void marked(String name, Duration at) {
    marks.add(new Mark(name, at, null, false));
  }

  /// The oldest mark that is still out came back.
  void returned(Duration at, boolean cleared) {
    for (int i = 0; i < marks.size(); i++) {
      Mark mark = marks.get(i);
      if (mark.returnedAt() == null) {
        marks.set(i, new Mark(mark.name(), mark.sentAt(), at, cleared));
        return;
      }
    }
  }

  /// @param late nanoseconds behind its schedule
  void sent(long late) {
    sent++;
    latestNanos = Math.max(latestNanos, late);
  }

  void received(int bytes, boolean isStale) {
    received++;
    if (isStale) {
      stale++;
    }
    if (bytes % Utterance.FRAME_BYTES != 0) {
      ragged++;
    }
  }

  Timeline timeline(SetUp setUp) {
    return new Timeline(
        setUp, List.copyOf(spoken), List.copyOf(answers), List.copyOf(clears), List.copyOf(marks));
  }

  Counts counts() {
    return new Counts(sent, received, stale, ragged, latestNanos / 1e6);
  }
}
