package callflux.bench.report;

import callflux.bench.load.CallRecord;
import callflux.bench.load.CallRecord.Answer;
import callflux.bench.load.CallRecord.Counts;
import callflux.bench.measure.CallTimes;
import callflux.bench.measure.CallTimes.BargeIn;
import callflux.bench.measure.CallTimes.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One call's measurements, to be read in a terminal.
public final class CallTable {
  /// From here on the bench was too slow itself for its figures to be trusted.
  private static final double LATE_MILLIS = 50;

  private record Row(String what, String figure, String remark) {}

  private final List<Row> rows = new ArrayList<>();

  private CallTable() {}

  /// The table, each line with its end.
  public static String of(CallRecord call) {
    var table = new CallTable();
    table.fill(call, CallTimes.of(call));
    return table.print();
  }

  private void fill(CallRecord call, CallTimes times) {
    add("set-up", millis(times.setUp()), "from ringing to the open line");
    add("time to first audio", millis(times.firstAudio()), "from there to the first sound");
    for (Reply reply : times.replies()) {
      add("voice-to-voice, turn " + reply.turn(), millis(reply.voiceToVoice()), "");
    }
    for (BargeIn bargeIn : times.bargeIns()) {
      add("barge-in to clear, turn " + bargeIn.turn(), millis(bargeIn.toClear()), "");
    }
    Counts counts = call.counts();
    add("frames stale after clear", String.valueOf(counts.stale()), "of " + counts.received());
    for (Answer answer : call.timeline().answers()) {
      add("heard of what was sent, " + name(answer), heard(answer), answer.cut() ? "cut" : "");
    }
    for (BargeIn bargeIn : times.bargeIns()) {
      add("heard before turn " + bargeIn.turn(), heardOf(bargeIn), "play-out clock, recording");
    }
    if (counts.ragged() > 0) {
      add("messages not of whole frames", String.valueOf(counts.ragged()), "of 20 ms");
    }
    if (counts.latestMillis() > LATE_MILLIS) {
      add("latest frame of the caller", millis(counts.latestMillis()), "this machine is too busy");
    }
  }

  static String name(Answer answer) {
    return answer.turn() == 0 ? "greeting" : "answer " + answer.turn();
  }

  private static String heard(Answer answer) {
    return String.format(
        Locale.ROOT, "%,.0f of %,.0f ms", answer.sound().played(), answer.sound().received());
  }

  private static String heardOf(BargeIn bargeIn) {
    String clock = millis(bargeIn.interrupted().sound().played());
    return bargeIn.voice() == null ? clock : clock + ", " + millis(bargeIn.voice());
  }

  private static String millis(@Nullable Duration time) {
    return time == null ? "none" : millis(time.toNanos() / 1e6);
  }

  private static String millis(double millis) {
    return String.format(Locale.ROOT, "%,.0f ms", millis);
  }

  private void add(String what, String figure, String remark) {
    rows.add(new Row(what, figure, remark));
  }

  private String print() {
    int what = rows.stream().mapToInt(row -> row.what.length()).max().orElse(1);
    int figure = rows.stream().mapToInt(row -> row.figure.length()).max().orElse(1);
    String format = "%-" + what + "s  %" + figure + "s  %s";
    var text = new StringBuilder();
    for (Row row : rows) {
      String line = String.format(Locale.ROOT, format, row.what, row.figure, row.remark);
      text.append(line.stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
