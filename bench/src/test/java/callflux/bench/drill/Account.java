package callflux.bench.drill;

import callflux.bench.drill.Turn.Speaker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// What a model's server has told of one call so far, and the gateway has read. Safe for any
/// thread: it is read when the call is long over.
final class Account {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /// A caller who hangs up at once might be quicker than a gateway that has much to do.
  private static final long A_WHILE = 1_500 * NANOS_PER_MILLI;

  private final long from = System.nanoTime();
  private final Map<String, Turn> turns = new LinkedHashMap<>();
  private long playedUntil = from;
  private boolean over;

  /// Somebody's turn takes its place in the conversation, behind those before it.
  synchronized void begins(String item, Speaker speaker, String words) {
    turns.put(item, new Turn(item, speaker, words, Turn.NEVER, Turn.NEVER, Turn.NEVER));
  }

  /// The gateway knows that it has begun.
  synchronized void begun(String item) {
    long now = System.nanoTime();
    change(item, turn -> turn.begun(now));
  }

  /// A caller's words have been told, or that nobody knows them.
  synchronized void transcribed(String item) {
    long now = System.nanoTime();
    change(item, turn -> turn.told(now).settled(now));
  }

  /// So much more of the agent's sound has been sent.
  synchronized void sounds(int millis) {
    playedUntil = Math.max(playedUntil, System.nanoTime()) + millis * NANOS_PER_MILLI;
  }

  /// All of an agent's turn has been sent: what of it is heard shows when the caller speaks.
  synchronized void sent(String item) {
    long now = System.nanoTime();
    change(item, turn -> turn.told(now));
  }

  /// The caller speaks: what of the agent's has not been heard by now never will be.
  synchronized void interrupted() {
    long now = System.nanoTime();
    playedUntil = now;
    turns.replaceAll((_, turn) ->
        turn.speaker() == Speaker.AGENT && turn.settledAt() == Turn.NEVER
            ? turn.settled(now)
            : turn);
  }

  /// Nothing more is going to be told.
  synchronized void over() {
    over = true;
  }

  /// Whether all has been heard, a while ago.
  synchronized boolean isOver() {
    return over && System.nanoTime() >= playedUntil + A_WHILE;
  }

  /// @param until when the caller's line was closed
  synchronized Told told(String callSid, long until) {
    return new Told(callSid, from, until, List.copyOf(turns.values()));
  }

  private void change(String item, UnaryOperator<Turn> how) {
    turns.computeIfPresent(item, (_, turn) -> how.apply(turn));
  }
}
