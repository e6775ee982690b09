package callflux.gateway.call;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
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
    return new FanReader<>(
        this, kind::isAssignableFrom, (message, reader) -> reader.offer(kind.cast(message)));
  }

  /// What the messages of one kind are made into, each as it comes.
  <K extends T, R> Flux<R> only(Class<K> kind, Function<K, ? extends List<? extends R>> made) {
    return new FanReader<>(
        this,
        kind::isAssignableFrom,
        (message, reader) -> reader.offerAll(made.apply(kind.cast(message))));
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
            (message, reader) -> reader.offer(made.apply(kind.cast(message)), most, dropped));
    join(kept);
    return kept;
  }

  /// The messages of every kind but one.
  Flux<T> but(Class<? extends T> other) {
    return others(kind -> other.isAssignableFrom(kind), List::of);
  }

  /// What a message that has come just now is made into, and after it every one of another kind.
  <R> Flux<R> since(T message, Function<T, List<R>> made) {
    FanReader<R> since = others(message.getClass()::equals, made);
    since.offerAll(made.apply(message));
    return since;
  }

  /// No message, but how it ends.
  Flux<T> end() {
    return new FanReader<>(this, _ -> false, (_, _) -> {});
  }

  private <R> FanReader<R> others(Predicate<Class<?>> kinds, Function<T, List<R>> made) {
    return new FanReader<>(
        this, kinds.negate(), (message, reader) -> reader.offerAll(made.apply(ours(message))));
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
}
