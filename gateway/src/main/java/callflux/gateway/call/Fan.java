package callflux.gateway.call;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/// A stream that many read, each only what is of its kind: what [Flux#publish] with a filter for
/// each reader would be, but no reader is asked about a message that is not for it.
///
/// The source is read without pause from when the whole is subscribed until the whole is over,
/// whether or not anybody reads; what a reader has not asked for yet waits for it. The end, or the
/// failure, comes to each reader in the order in which they subscribed.
final class Fan<T> {
  private final List<Reader<?>> readers = new CopyOnWriteArrayList<>();
  private volatile boolean changed;

  /// Who reads each class that has come, as long as nobody comes or goes.
  private final Map<Class<?>, List<Reader<?>>> routes = new HashMap<>();

  private Fan() {}

  /// Lets `whole` read the source in as many ways as it likes.
  static <T, R> Flux<R> out(Flux<T> source, Function<Fan<T>, Flux<R>> whole) {
    return Flux.defer(() -> {
      var fan = new Fan<T>();
      return Flux.merge(whole.apply(fan), fan.new Pump<R>(source));
    });
  }

  /// The messages of one kind.
  <K extends T> Flux<K> only(Class<K> kind) {
    return new Reader<>(kind::isAssignableFrom);
  }

  /// The messages of every kind but one.
  Flux<T> but(Class<? extends T> other) {
    return new Reader<>(kind -> !other.isAssignableFrom(kind));
  }

  /// No message, but how it ends.
  Flux<T> end() {
    return new Reader<>(_ -> false);
  }

  private void tell(T message) {
    if (changed) {
      changed = false;
      routes.clear();
    }
    var to = routes.get(message.getClass());
    if (to == null) {
      to = route(message.getClass());
    }
    for (int i = 0; i < to.size(); i++) {
      to.get(i).next(message);
    }
  }

  private List<Reader<?>> route(Class<?> kind) {
    List<Reader<?>> route = readers.stream().filter(reader -> reader.wants(kind)).toList();
    routes.put(kind, route);
    return route;
  }

  private void over(@Nullable Throwable failure) {
    readers.forEach(reader -> reader.over(failure));
  }

  /// Reads the source, and tells whoever comes after it in a merge nothing.
  private final class Pump<R> extends Flux<R> {
    private final Flux<T> source;

    Pump(Flux<T> source) {
      this.source = source;
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> actual) {
      var reading =
          new BaseSubscriber<T>() {
            @Override
            protected void hookOnNext(T message) {
              tell(message);
            }

            @Override
            protected void hookOnComplete() {
              over(null);
            }

            @Override
            protected void hookOnError(Throwable failure) {
              over(failure);
            }

            @Override
            public Context currentContext() {
              return actual.currentContext();
            }
          };
      actual.onSubscribe(
          new Subscription() {
            @Override
            public void request(long n) {
              // It has nothing to say.
            }

            @Override
            public void cancel() {
              reading.cancel();
            }
          });
      source.subscribe(reading);
    }
  }

  /// One of those who read, at their own pace. Told by the source, one message at a time; asks from
  /// wherever it is.
  private final class Reader<K> extends Flux<K> implements Subscription {
    private final Predicate<Class<?>> kinds;
    private final AtomicLong wanted = new AtomicLong();
    private final AtomicInteger draining = new AtomicInteger();
    private final Queue<K> waiting = new ConcurrentLinkedQueue<>();
    private @Nullable CoreSubscriber<? super K> actual;
    private @Nullable Throwable failure;

    /// Wants whatever there is, and has from the beginning: nothing ever waits.
    private boolean greedy;

    private volatile boolean over;
    private volatile boolean cancelled;

    Reader(Predicate<Class<?>> kinds) {
      this.kinds = kinds;
    }

    boolean wants(Class<?> message) {
      return kinds.test(message);
    }

    @Override
    public void subscribe(CoreSubscriber<? super K> subscriber) {
      actual = subscriber;
      subscriber.onSubscribe(this);
      greedy = wanted.get() == Long.MAX_VALUE;
      readers.add(this);
      changed = true;
    }

    /// Only ever told of what it wants.
    @SuppressWarnings("unchecked")
    void next(Object message) {
      if (greedy && !cancelled) {
        actual().onNext((K) message);
      } else {
        waiting.add((K) message);
        drain();
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
      drain();
    }

    @Override
    public void cancel() {
      cancelled = true;
      readers.remove(this);
      changed = true;
    }

    private void drain() {
      if (draining.getAndIncrement() != 0) {
        return;
      }
      int missed = 1;
      while (missed != 0) {
        hand();
        missed = draining.addAndGet(-missed);
      }
    }

    private void hand() {
      long allowed = wanted.get();
      long handed = 0;
      while (handed != allowed && !cancelled && !waiting.isEmpty()) {
        actual().onNext(waiting.remove());
        handed++;
      }
      if (allowed != Long.MAX_VALUE) {
        wanted.addAndGet(-handed);
      }
      if (over && !cancelled && waiting.isEmpty()) {
        cancelled = true;
        end();
      }
    }

    private void end() {
      if (failure == null) {
        actual().onComplete();
      } else {
        actual().onError(failure);
      }
    }

    private CoreSubscriber<? super K> actual() {
      return Objects.requireNonNull(actual);
    }
  }
}
