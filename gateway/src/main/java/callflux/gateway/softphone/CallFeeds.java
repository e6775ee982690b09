package callflux.gateway.softphone;

import callflux.gateway.call.Call;
import callflux.gateway.call.CallEvent;
import callflux.gateway.call.CallListener;
import callflux.gateway.call.CallSummary;
import callflux.gateway.call.Said;
import callflux.gateway.call.Termination;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.node.ObjectNode;

/// Tells each page of its own call, and of no other. Safe for any thread.
public final class CallFeeds implements CallListener {
  private final Duration patience;
  private final Counter lost;
  private final Map<String, CallFeed> byCall = new ConcurrentHashMap<>();
  private final Map<String, CallFeed> unread = new ConcurrentHashMap<>();

  /// @param patience how long a call may take to come
  public CallFeeds(Duration patience, MeterRegistry registry) {
    this.patience = patience;
    this.lost = registry.counter("callflux.softphone.feeds.lost");
  }

  @Override
  public boolean wantsWords(Call call) {
    return byCall.containsKey(call.callSid());
  }

  /// Begins to collect what there is to tell of a call.
  ///
  /// @param secret what its page shows for it
  void open(String callSid, String secret) {
    var feed = new CallFeed();
    byCall.put(callSid, feed);
    unread.put(secret, feed);
    feed.expireBy(
        Schedulers.parallel()
            .schedule(() -> expire(callSid, secret), patience.toMillis(), TimeUnit.MILLISECONDS));
  }

  private void expire(String callSid, String secret) {
    unread.remove(secret);
    var feed = byCall.get(callSid);
    if (feed != null && !feed.isLive()) {
      close(callSid);
    }
  }

  /// The call was turned away: nobody will ask.
  void forget(String callSid, String secret) {
    unread.remove(secret);
    var feed = byCall.remove(callSid);
    if (feed != null) {
      feed.forget();
    }
  }

  /// The feed of the page that knows the secret, once.
  Optional<CallFeed> take(String secret) {
    return Optional.ofNullable(unread.remove(secret));
  }

  /// The call has its socket.
  void lives(String callSid) {
    var feed = byCall.get(callSid);
    if (feed != null) {
      feed.lives();
    }
  }

  /// There is no more to tell of a call, whether it ever was one or not. A page that has not asked
  /// yet is told how it ended when it does: its two sockets open at once.
  void close(String callSid) {
    var feed = byCall.remove(callSid);
    if (feed != null) {
      feed.end();
    }
  }

  /// How many calls there may still be something to tell of.
  int size() {
    return byCall.size();
  }

  @Override
  public void admitted(Call call) {
    tell(call, () -> FeedText.state("dialling"));
  }

  @Override
  public void answered(Call call) {
    tell(call, () -> FeedText.state("connected"));
  }

  @Override
  public void happened(Call call, CallEvent event) {
    if (byCall.containsKey(call.callSid())) {
      FeedText.of(event).ifPresent(text -> tell(call, () -> text));
    }
  }

  @Override
  public void said(Call call, Said said) {
    tell(call, () -> FeedText.of(said));
  }

  @Override
  public void ended(Call call, Termination termination, CallSummary summary) {
    tell(call, () -> FeedText.ended(termination, summary));
    close(call.callSid());
  }

  private void tell(Call call, Supplier<ObjectNode> event) {
    var feed = byCall.get(call.callSid());
    if (feed != null && !feed.tell(event)) {
      lost.increment();
    }
  }
}
