package callflux.bench;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Consumer;

/// Says what is going on, and how long it may yet take. Confined to the thread that measures.
final class Progress implements Consumer<String> {
  /// What a load takes beside its warm-up and what is measured: starting, ramp's tail, hanging up.
  private static final Duration AROUND = Duration.ofSeconds(9);

  private final PrintWriter terminal;
  private final int steps;
  private final Duration each;
  private final long began = System.nanoTime();
  private int done;
  private Duration untilLast = Duration.ZERO;

  /// @param steps there are, about
  /// @param each how long one may take, until the first is done and says it
  Progress(PrintWriter terminal, int steps, Duration each) {
    this.terminal = terminal;
    this.steps = steps;
    this.each = each;
  }

  /// How long a load takes.
  static Duration ofLoad(int calls, int perSecond, int warmUp, int seconds) {
    return AROUND.plusSeconds(calls / perSecond + warmUp + seconds);
  }

  @Override
  public void accept(String what) {
    long left = left().toSeconds();
    terminal.printf("[about %d:%02d left] %s%n", left / 60, left % 60, what);
    terminal.flush();
  }

  private Duration left() {
    var spent = Duration.ofNanos(System.nanoTime() - began);
    Duration one = done == 0 ? each : untilLast.dividedBy(done);
    Duration left = one.multipliedBy(steps).minus(spent);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /// One more step is done.
  void step() {
    done++;
    untilLast = Duration.ofNanos(System.nanoTime() - began);
  }
}
