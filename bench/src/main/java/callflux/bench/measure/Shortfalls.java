package callflux.bench.measure;

import callflux.bench.load.CallRecord;
import callflux.bench.load.CallRecord.Kind;
import callflux.bench.load.Scenario;
import callflux.bench.measure.CallTimes.BargeIn;
import callflux.bench.measure.CallTimes.Reply;
import java.util.ArrayList;
import java.util.List;

/// What a call fell short in of what was planned.
public final class Shortfalls {
  /// How the gateway answers a caller who hangs up (RFC 6455 section 7.4.1).
  private static final int NORMAL_CLOSURE = 1000;

  private Shortfalls() {}

  /// Each in a sentence for people; none if the call was as it should be.
  public static List<String> of(CallRecord call, Scenario scenario) {
    var shortfalls = new ArrayList<String>();
    if (call.ending().kind() != Kind.HUNG_UP) {
      shortfalls.add("the call ended early: " + call.ending().detail());
    } else if (call.ending().closeCode() != NORMAL_CLOSURE) {
      shortfalls.add("the hang-up was answered with close code " + call.ending().closeCode());
    }
    if (call.counts().sent() == 0) {
      return shortfalls; // never on the line: the rest follows from that
    }
    CallTimes times = CallTimes.of(call);
    long answered =
        times.replies().stream().map(Reply::voiceToVoice).filter(t -> t != null).count();
    if (answered < scenario.turns().size()) {
      shortfalls.add(answered + " of " + scenario.turns().size() + " turns were answered");
    }
    long planned = scenario.turns().stream().filter(turn -> turn.interruptAfter() != null).count();
    if (times.bargeIns().size() < planned) {
      shortfalls.add(
          times.bargeIns().size() + " of " + planned + " barge-ins: the model fell silent first");
    }
    times.bargeIns().stream()
        .filter(Shortfalls::uncleared)
        .forEach(bargeIn ->
            shortfalls.add("turn " + bargeIn.turn() + " interrupted, and no clear came"));
    if (call.counts().stale() > 0) {
      shortfalls.add(call.counts().stale() + " frames of a cut answer came after its clear");
    }
    return shortfalls;
  }

  /// Nothing needs to be cleared that was heard to the end.
  private static boolean uncleared(BargeIn bargeIn) {
    return bargeIn.toClear() == null
        && bargeIn.interrupted().sound().played() < bargeIn.interrupted().sound().received();
  }
}
