package callflux.gateway.call;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
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
  private final List<FanReader<?>> readers = new CopyOnWriteArrayList<>();
  private volatile boolean changed;

  /// Who reads each class that has come, as long as nobody comes or goes.
  private final Map<Class<?>, List<FanReader<?>>> routes = new HashMap<>();

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
    return only(kind, (message, reader) -> reader.accept(message));
  }

  /// What the messages of one kind are made into, each as it comes.
  ///
  /// @param making tells what it makes of a message, and nothing after it has returned
  <K extends T, R> Flux<R> only(Class<K> kind, BiConsumer<K, Consumer<R>> making) {
    return new FanReader<R>(
        this,
        kind::isAssignableFrom,
        (message, reader) -> making.accept(kind.cast(message), reader));
  }

  /// What the messages of one kind are made into, each as it comes, from now on, whenever it is
  /// that somebody subscribes. Of what has to wait, the newest are kept.
  ///
  /// @param most that may wait
  /// @param dropped is told of each that could not
  <K extends T, R> Flux<R> kept(Class<K> kind, Function<K, R> made, int most, Consumer<R> dropped) {
    FanReader<R> kept =
        new FanReader<>(
            this,
            kind::isAssignableFrom,
            (message, reader) -> reader.accept(made.apply(kind.cast(message)), most, dropped));
    join(kept);
    return kept;
  }

  /// The messages of every kind but one.
  Flux<T> but(Class<? extends T> other) {
    return others(
        kind -> other.isAssignableFrom(kind), (message, reader) -> reader.accept(message));
  }

  /// What a message that has come just now is made into, and after it every one of another kind.
  ///
  /// @param making as for [#only]
  <R> Flux<R> since(T message, BiConsumer<T, Consumer<R>> making) {
    FanReader<R> since = others(message.getClass()::equals, making);
    making.accept(message, since);
    return since;
  }

  /// No message, but how it ends.
  Flux<T> end() {
    return new FanReader<>(this, _ -> false, (_, _) -> {});
  }

  private <R> FanReader<R> others(Predicate<Class<?>> kinds, BiConsumer<T, Consumer<R>> making) {
    return new FanReader<>(
        this, kinds.negate(), (message, reader) -> making.accept(ours(message), reader));
  }

  /// Readers are only ever told of what the source says.
  @SuppressWarnings("unchecked")
  private T ours(Object message) {
    return (T) message;
  }

  /// From now on a reader is told, and of the end after those who have joined before.
  void join(FanReader<?> reader) {
    boolean again = readers.contains(reader);
    readers.add(reader);
    if (again) {
      readers.remove(reader); // the first of the two
    }
    changed = true;
  }

  void leave(FanReader<?> reader) {
    readers.remove(reader);
    changed = true;
  }

  boolean has(FanReader<?> reader) {
    return readers.contains(reader);
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

  private List<FanReader<?>> route(Class<?> kind) {
    List<FanReader<?>> route =
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
      var reading = new Reading(actual.currentContext());
      actual.onSubscribe(reading);
      source.subscribe(reading);
    }
  }

  /// What reads the source, until it is left. Two threads may end a call at the same moment: what a
  /// source fails with after it was left is nobody's business, and not an error that was dropped.
  private final class Reading implements CoreSubscriber<T>, Subscription {
    private final Context context;
    private final AtomicReference<@Nullable Subscription> upstream = new AtomicReference<>();

    Reading(Context context) {
      this.context = context;
    }

    @Override
    public Context currentContext() {
      return context;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      if (upstream.compareAndSet(null, subscription)) {
        subscription.request(Long.MAX_VALUE);
      } else {
        subscription.cancel();
      }
    }

    @Override
    public void onNext(T message) {
      try {
        tell(message);
      } catch (Throwable failure) {
        Exceptions.throwIfFatal(failure);
        if (stop()) {
          over(failure);
        } else {
          Operators.onErrorDropped(failure, context);
        }
      }
    }

    @Override
    public void onError(Throwable failure) {
      if (isNews(leave())) {
        over(failure);
      }
    }

    @Override
    public void onComplete() {
      if (isNews(leave())) {
        over(null);
      }
    }

    /// It has nothing to say to who asks.
    @Override
    public void request(long n) {}

    @Override
    public void cancel() {
      var _ = stop();
    }

    /// Leaves a source that goes on.
    ///
    /// @return whether it had not been left before
    private boolean stop() {
      var before = leave();
      if (before != null) {
        before.cancel();
      }
      return isNews(before);
    }

    private @Nullable Subscription leave() {
      return upstream.getAndSet(Operators.cancelledSubscription());
    }

    private static boolean isNews(@Nullable Subscription before) {
      return !Operators.cancelledSubscription().equals(before);
    }
  }
}
