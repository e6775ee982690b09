package callflux.gateway.spend;

import callflux.codec.realtime.ServerEvent.Status;
import callflux.gateway.call.CallEvent.ResponseEnded;
import java.util.concurrent.atomic.AtomicLong;

/// What one call has cost, and whether it has been told to stop. For its call's model's event loop,
/// but that anybody may look at the sum.
final class Bill {
  /// Millionths of a US dollar.
  private final AtomicLong micros = new AtomicLong();

  private boolean wrappedUp;
  private boolean saidGoodbye;

  /// How a call is to stop.
  enum Stop {
    NOT,
    POLITELY,
    AT_ONCE
  }

  long micros() {
    return micros.get();
  }

  /// Adds to it, and tells what it comes to.
  long add(long more) {
    return micros.addAndGet(more);
  }

  /// The goodbye is let be, whatever it has cost: that is known only when it has been said, and
  /// nothing comes after it.
  ///
  /// @param reached whether some cap is
  /// @param exceeded whether some cap is, by far
  Stop stop(boolean reached, boolean exceeded, ResponseEnded ended) {
    if (!wrappedUp) {
      wrappedUp = reached;
      return reached ? Stop.POLITELY : Stop.NOT;
    }
    if (saidGoodbye && exceeded) {
      return Stop.AT_ONCE;
    }
    saidGoodbye |= ended.status() != Status.CANCELLED;
    return Stop.NOT;
  }
}
