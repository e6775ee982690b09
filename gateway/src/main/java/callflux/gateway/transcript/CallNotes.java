package callflux.gateway.transcript;

import callflux.gateway.archive.Content;
import callflux.gateway.archive.Content.AgentSpoke;
import callflux.gateway.archive.Content.Began;
import callflux.gateway.archive.Content.CallerSpoke;
import callflux.gateway.archive.Content.Ended;
import callflux.gateway.archive.Content.Gap;
import callflux.gateway.archive.Content.Gap.Cause;
import callflux.gateway.archive.Content.Interrupted;
import callflux.gateway.archive.Content.Pressed;
import callflux.gateway.archive.Content.ToolRan;
import callflux.gateway.call.CallEvent;
import callflux.gateway.call.CallSummary;
import callflux.gateway.call.Said;
import callflux.gateway.call.Termination;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes entries of what is told of one call. A thing takes its place when it begins, and is
/// written when nothing more will come of it; a turn that is not settled when the next one begins
/// leaves a gap till then, so that one turn at most is missing without a trace should the gateway
/// be killed. Safe for any thread: a call's two legs may sit on two.
final class CallNotes {
  private final Sheet sheet;
  private final Instant answered;
  private final Places places = new Places();
  private final Figures figures = new Figures();
  private final Map<String, Turn> turns = new HashMap<>();

  /// Turns of which something is still to be written.
  private final Set<String> unsettled = new LinkedHashSet<>();

  /// The turn that began last.
  private String latest = "";

  private final Map<String, Asked> asked = new LinkedHashMap<>();
  private boolean over;

  private record Turn(Said.Speaker speaker, double place, Instant at) {}

  /// A tool that has not answered.
  private record Asked(Said.ToolCalled what, double place, Instant at) {}

  /// Begins with the call's beginning.
  CallNotes(Sheet sheet, Began began, Instant answered) {
    this.sheet = sheet;
    this.answered = answered;
    sheet.writeSurely(new Sheet.Line(Places.BEGINNING, answered, began));
  }

  /// @param now when it was told
  synchronized void on(Said said, Instant now) {
    if (over) {
      return;
    }
    switch (said) {
      case Said.Turn turn -> begin(turn);
      case Said.Whole(var item, var words) -> whole(item, words);
      case Said.Unknown(var item) -> settle(item, new Gap(item, Cause.NOT_TRANSCRIBED));
      case Said.Heard(var item, var heard, var unheard) ->
          settle(item, new AgentSpoke(item, heard, unheard));
      case Said.ToolCalled tool -> asked.put(tool.callId(), new Asked(tool, places.end(), now));
      case Said.ToolAnswered answer -> answered(answer);
      case Said.Keys(var digits) -> write(places.end(), now, new Pressed(digits));
      case Said.Words _ -> {
        // They come again, all of them together.
      }
    }
  }

  /// @param now when it happened
  synchronized void on(CallEvent event, Instant now) {
    if (over) {
      return;
    }
    figures.on(event);
    if (event instanceof CallEvent.CallerSpoke(var bargeIn, _) && bargeIn) {
      write(places.end(), now, new Interrupted());
    }
  }

  /// Ends with the call's end, and what is missing before it.
  ///
  /// @param costMicros millionths of a US dollar
  synchronized void end(
      Termination termination, CallSummary summary, long costMicros, Instant now) {
    if (over) {
      return;
    }
    over = true;
    for (var item : List.copyOf(unsettled)) {
      settle(item, new Gap(item, Cause.NOT_TRANSCRIBED));
    }
    for (var tool : asked.values()) {
      write(tool.place(), tool.at(), new Gap(null, Cause.NOT_ANSWERED));
    }
    var end = new Ended(termination, summary, costMicros, figures.tokens(), figures.timings());
    sheet.writeSurely(new Sheet.Line(places.end(), now, end));
  }

  private void begin(Said.Turn told) {
    leaveGap();
    var item = told.itemId();
    double place = places.turn(item, told.after());
    turns.put(item, new Turn(told.speaker(), place, answered.plus(told.at())));
    unsettled.add(item);
    latest = item;
  }

  /// In the place of the turn before, if it is not settled.
  private void leaveGap() {
    var turn = unsettled.contains(latest) ? turns.get(latest) : null;
    if (turn != null) {
      var gap = new Gap(latest, Cause.NOT_KNOWN_YET);
      sheet.writeForNow(new Sheet.Line(turn.place(), turn.at(), gap));
    }
  }

  /// The agent's turns are not settled before it is known what of them was heard.
  private void whole(String item, String words) {
    var turn = turns.get(item);
    if (turn != null && turn.speaker() == Said.Speaker.CALLER) {
      settle(item, new CallerSpoke(item, words));
    }
  }

  private void settle(String item, Content content) {
    var turn = turns.get(item);
    unsettled.remove(item);
    if (turn != null) {
      write(turn.place(), turn.at(), content);
    }
  }

  private void answered(Said.ToolAnswered answer) {
    var tool = asked.remove(answer.callId());
    if (tool != null) {
      var what = tool.what();
      var ran =
          new ToolRan(
              what.callId(),
              what.name(),
              what.arguments(),
              answer.output(),
              answer.failed(),
              answer.took());
      write(tool.place(), tool.at(), ran);
    }
  }

  private void write(double place, Instant at, Content content) {
    sheet.write(new Sheet.Line(place, at, content));
  }
}
