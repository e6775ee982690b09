package callflux.gateway.call;

import callflux.codec.realtime.ServerEvent.Status;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// Counts what a call comes to, and passes on what happens in it to those who listen.
///
/// A call's two legs may sit on two event loops. Each count has one writer, and they are read when
/// both legs are closed.
final class Tally implements Consumer<CallEvent> {
  private final Call call;
  private final List<CallListener> listeners;
  private int turns;
  private int bargeIns;
  private int responses;
  private long framesIn;
  private long framesOut;

  Tally(Call call, List<CallListener> listeners) {
    this.call = call;
    this.listeners = listeners;
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
