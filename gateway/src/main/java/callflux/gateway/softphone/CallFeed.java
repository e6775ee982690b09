package callflux.gateway.softphone;

import java.util.function.Supplier;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.Sinks.EmitResult;
import reactor.util.concurrent.Queues;
import tools.jackson.databind.node.ObjectNode;

/// What one page is told of its call: a queue between the call, which waits for nobody, and a
/// socket, which may be slow. A page that falls behind by more than the queue holds is told nothing
/// more; its call goes on.
///
/// A call's two legs may sit on two event loops: whoever tells, tells alone.
final class CallFeed {
  /// Some minutes of talk, for a page that has not come yet.
  static final int MOST = 1_024;

  private final Sinks.Many<String> events =
      Sinks.many().unicast().onBackpressureBuffer(Queues.<String>get(MOST).get());
  private final Disposable.Swap expiry = Disposables.swap();
  private volatile boolean live;
  private boolean over;

  /// Fell behind.
  static final class TooSlow extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooSlow() {
      super("the page did not keep up", null, false, false);
    }
  }

  /// JSON texts in order. Subscribed at most once; completes with the call, or fails with
  /// [TooSlow].
  Flux<String> events() {
    return events.asFlux();
  }

  /// Queues one.
  ///
  /// @return false if it fell out, and with it all that would follow
  synchronized boolean tell(Supplier<ObjectNode> event) {
    if (over || !isFull(events.tryEmitNext(event.get().toString()))) {
      return true;
    }
    over = true;
    events.tryEmitError(new TooSlow());
    return false;
  }

  /// Before there is a page, the sink complains of that when its queue is full.
  private static boolean isFull(EmitResult result) {
    return result == EmitResult.FAIL_OVERFLOW || result == EmitResult.FAIL_ZERO_SUBSCRIBER;
  }

  /// There is no more to tell.
  synchronized void end() {
    if (!over) {
      over = true;
      events.tryEmitComplete();
    }
  }

  /// What ends it if its call comes to nothing.
  void expireBy(Disposable timer) {
    expiry.update(timer);
  }

  /// It won't be missed.
  void forget() {
    expiry.dispose();
    end();
  }

  /// The call is there.
  void lives() {
    live = true;
  }

  /// Whether its call has come.
  boolean isLive() {
    return live;
  }
}
