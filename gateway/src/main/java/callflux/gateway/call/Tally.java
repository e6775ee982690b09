package callflux.gateway.call;

import callflux.codec.realtime.ServerEvent.Status;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Counts what a call comes to, and passes on what happens in it to those who listen.
///
/// A call's two legs may sit on two event loops. Each count has one writer. Whoever reads them
/// before both legs are closed has to put up with counts that may be a moment old.
final class Tally implements Consumer<CallEvent> {
  private final Call call;
  private final List<CallListener> listeners;
  private final LongSupplier nanos;
  private final InTurn saying = new InTurn();
  private boolean over;
  private int turns;
  private int bargeIns;
  private int responses;
  private long framesIn;
  private long framesOut;

  /// @param nanos the call's clock
  Tally(Call call, List<CallListener> listeners, LongSupplier nanos) {
    this.call = call;
    this.listeners = listeners;
    this.nanos = nanos;
  }

  @Override
  public void accept(CallEvent event) {
    switch (event) {
      case CallEvent.CallerSpoke spoke -> {
        turns++;
        bargeIns += spoke.bargeIn() ? 1 : 0;
      }
      case CallEvent.ResponseEnded ended -> responses += ended.status() == Status.COMPLETED ? 1 : 0;
      default -> {
        // Not in the summary.
      }
    }
    listeners.forEach(listener -> listener.happened(call, event));
  }

  /// Whether somebody wants to know what is said.
  boolean isListenedTo() {
    return listeners.stream().anyMatch(listener -> listener.wantsWords(call));
  }

  /// Passes on what is said, one thing after another, from whichever thread.
  void say(Said said) {
    saying.run(() -> {
      if (!over) {
        listeners.forEach(listener -> listener.said(call, said));
      }
    });
  }

  /// All has been said.
  ///
  /// @param told after it
  void end(Runnable told) {
    saying.run(() -> {
      over = true;
      told.run();
    });
  }

  LongSupplier clock() {
    return nanos;
  }

  /// How long ago that was.
  ///
  /// @param then in nanoseconds of the call's clock
  Duration since(long then) {
    return Duration.ofNanos(nanos.getAsLong() - then);
  }

  void frameIn() {
    framesIn++;
  }

  void frameOut() {
    framesOut++;
  }

  CallSummary summary(Duration length) {
    return new CallSummary(length, turns, bargeIns, responses, framesIn, framesOut);
  }
}
