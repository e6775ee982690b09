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
import java.util.function.BiConsumer;
import java.util.function.Consumer;
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
    return new Reader<>(
        kind::isAssignableFrom, (message, reader) -> reader.offer(kind.cast(message)));
  }

  /// What the messages of one kind are made into, each as it comes.
  <K extends T, R> Flux<R> only(Class<K> kind, Function<K, ? extends List<? extends R>> made) {
    return new Reader<>(
        kind::isAssignableFrom,
        (message, reader) -> reader.offerAll(made.apply(kind.cast(message))));
  }

  /// What the messages of one kind are made into, each as it comes, from now on, whenever it is
  /// that somebody subscribes. Of what has to wait, the newest are kept.
  ///
  /// @param most that may wait
  /// @param dropped is told of each that could not
  <K extends T, R> Flux<R> kept(Class<K> kind, Function<K, R> made, int most, Consumer<R> dropped) {
    Reader<R> kept =
        new Reader<>(
            kind::isAssignableFrom,
            (message, reader) -> reader.offer(made.apply(kind.cast(message)), most, dropped));
    kept.join();
    return kept;
  }

  /// The messages of every kind but one.
  Flux<T> but(Class<? extends T> other) {
    return others(kind -> other.isAssignableFrom(kind), List::of);
  }

  /// What a message that has come just now is made into, and after it every one of another kind.
  <R> Flux<R> since(T message, Function<T, List<R>> made) {
    Reader<R> since = others(message.getClass()::equals, made);
    since.offerAll(made.apply(message));
    return since;
  }

  /// No message, but how it ends.
  Flux<T> end() {
    return new Reader<>(_ -> false, (_, _) -> {});
  }

  private <R> Reader<R> others(Predicate<Class<?>> kinds, Function<T, List<R>> made) {
    return new Reader<>(
        kinds.negate(), (message, reader) -> reader.offerAll(made.apply(ours(message))));
  }

  /// Readers are only ever told of what the source says.
  @SuppressWarnings("unchecked")
  private T ours(Object message) {
    return (T) message;
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
      to.get(i).take(message);
    }
  }

  private List<Reader<?>> route(Class<?> kind) {
    List<Reader<?>> route =
        readers.stream().filter(reader -> reader.wants(kind)).distinct().toList();
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
  /// wherever it is. What fails to take a message fails alone.
  private final class Reader<R> extends Flux<R> implements Subscription {
    private final Predicate<Class<?>> kinds;
    private final BiConsumer<Object, Reader<R>> taking;
    private final AtomicLong wanted = new AtomicLong();
    private final AtomicInteger draining = new AtomicInteger();
    private final Queue<R> waiting = new ConcurrentLinkedQueue<>();
    private volatile @Nullable CoreSubscriber<? super R> actual;
    private @Nullable Throwable failure;

    /// Wants whatever there is, and has from the beginning: nothing ever waits.
    private boolean greedy;

    private volatile boolean over;
    private volatile boolean cancelled;

    Reader(Predicate<Class<?>> kinds, BiConsumer<Object, Reader<R>> taking) {
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
        leave();
        over(e);
      }
    }

    /// From now on it is told, and of the end after those who have joined before.
    void join() {
      boolean again = readers.contains(this);
      readers.add(this);
      if (again) {
        readers.remove(this); // the first of the two
      }
      changed = true;
    }

    private void leave() {
      readers.remove(this);
      changed = true;
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> subscriber) {
      actual = subscriber;
      subscriber.onSubscribe(this);
      greedy = wanted.get() == Long.MAX_VALUE && !readers.contains(this);
      join();
      drain();
    }

    void offerAll(List<? extends R> made) {
      for (int i = 0; i < made.size(); i++) {
        offer(made.get(i));
      }
    }

    void offer(R made, int most, Consumer<R> dropped) {
      offer(made);
      if (!waiting.isEmpty() && waiting.size() > most) {
        R oldest = waiting.poll();
        if (oldest != null) {
          dropped.accept(oldest);
        }
      }
    }

    void offer(R made) {
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
      leave();
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
}
