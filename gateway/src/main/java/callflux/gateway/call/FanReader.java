package callflux.gateway.call;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

/// One of those who read a [Fan], at their own pace. Told by the source, one message at a time;
/// asks from wherever it is. What fails to take a message fails alone.
final class FanReader<R> extends Flux<R> implements Consumer<R>, Subscription {
  private final Fan<?> fan;
  private final Predicate<Class<?>> kinds;
  private final BiConsumer<Object, FanReader<R>> taking;
  private final AtomicLong wanted = new AtomicLong();
  private final AtomicInteger draining = new AtomicInteger();
  private final Queue<R> waiting = new ConcurrentLinkedQueue<>();
  private volatile @Nullable CoreSubscriber<? super R> actual;
  private @Nullable Throwable failure;

  /// Wants whatever there is, and has from the beginning: nothing ever waits.
  private boolean greedy;

  private volatile boolean over;
  private volatile boolean cancelled;

  FanReader(Fan<?> fan, Predicate<Class<?>> kinds, BiConsumer<Object, FanReader<R>> taking) {
    this.fan = fan;
    this.kinds = kinds;
    this.taking = taking;
  }

  boolean wants(Class<?> message) {
    return kinds.test(message);
  }

  void take(Object message) {
    try {
      taking.accept(message, this);
    } catch (RuntimeException e) {
      fan.leave(this);
      over(e);
    }
  }

  @Override
  public void subscribe(CoreSubscriber<? super R> subscriber) {
    actual = subscriber;
    subscriber.onSubscribe(this);
    greedy = wanted.get() == Long.MAX_VALUE && !fan.has(this);
    fan.join(this);
    drain();
  }

  void accept(R made, int most, Consumer<R> dropped) {
    accept(made);
    if (!waiting.isEmpty() && waiting.size() > most) {
      R oldest = waiting.poll();
      if (oldest != null) {
        dropped.accept(oldest);
      }
    }
  }

  @Override
  public void accept(R made) {
    if (greedy) {
      if (!cancelled) {
        actual().onNext(made);
      }
    } else if (wanted.get() > 0 && waiting.isEmpty() && draining.compareAndSet(0, 1)) {
      handOver(made);
    } else {
      waiting.add(made);
      drain();
    }
  }

  private void handOver(R made) {
    if (!cancelled) {
      actual().onNext(made);
      handed(1);
    }
    if (!draining.compareAndSet(1, 0)) {
      drainOn();
    }
  }

  void over(@Nullable Throwable why) {
    failure = why;
    over = true;
    drain();
  }

  @Override
  public void request(long n) {
    wanted.accumulateAndGet(n, Operators::addCap);
    if (!waiting.isEmpty()) {
      drain();
    }
  }

  @Override
  public void cancel() {
    cancelled = true;
    fan.leave(this);
  }

  private void drain() {
    if (draining.getAndIncrement() == 0) {
      drainOn();
    }
  }

  private void drainOn() {
    int missed = 1;
    while (missed != 0) {
      hand();
      missed = draining.addAndGet(-missed);
    }
  }

  private void hand() {
    long allowed = wanted.get();
    long handed = 0;
    while (handed != allowed && !cancelled) {
      R next = waiting.poll();
      if (next == null) {
        break;
      }
      actual().onNext(next);
      handed++;
    }
    handed(handed);
    if (over && actual != null && !cancelled && waiting.isEmpty()) {
      cancelled = true;
      end();
    }
  }

  private void handed(long many) {
    if (wanted.get() != Long.MAX_VALUE) {
      wanted.addAndGet(-many);
    }
  }

  private void end() {
    if (failure == null) {
      actual().onComplete();
    } else {
      actual().onError(failure);
    }
  }

  private CoreSubscriber<? super R> actual() {
    return Objects.requireNonNull(actual);
  }
}
