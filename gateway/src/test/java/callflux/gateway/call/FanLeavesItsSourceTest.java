package callflux.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;

/// A fan reads its source until the whole is over or breaks, and hears no more of it then.
class FanLeavesItsSourceTest {
  private final Sinks.Many<Object> source = Sinks.many().unicast().onBackpressureBuffer();
  private final List<Object> heard = new ArrayList<>();
  private boolean dropped;

  /// Two threads may end a call at the same moment. An error that is dropped fails this class.
  @Test
  void aSourceThatFailsAfterItWasLeftIsNotHeard() {
    var late = new LateSource();
    var end = Sinks.<String>one();
    Function<Fan<Object>, Flux<String>> whole =
        fan -> {
          fan.only(String.class).subscribe(heard::add, heard::add, () -> heard.add("no more"));
          return end.asMono().flux();
        };

    Fan.out(late, whole).next().subscribe(heard::add);
    late.reader().onSubscribe(Operators.emptySubscription());
    end.tryEmitValue("over").orThrow();
    late.reader().onError(new IllegalStateException("gone"));
    late.reader().onComplete();

    assertThat(heard).containsExactly("over");
  }

  @Test
  void aSourceThatBeginsAfterItWasLeftIsToldSo() {
    var late = new LateSource();
    var end = Sinks.<String>one();

    Fan.out(late, _ -> end.asMono().flux()).next().subscribe(heard::add);
    end.tryEmitValue("over").orThrow();
    late.reader().onSubscribe(noting(() -> dropped = true));

    assertThat(dropped).isTrue();
  }

  @Test
  void anErrorInAReaderEndsItForAll() {
    Flux<Object> whole =
        Fan.out(
            source.asFlux().doOnCancel(() -> dropped = true),
            fan ->
                Flux.merge(
                    told("first", fan.only(String.class, (_, _) -> fail("broken"))),
                    told("second", fan.only(Integer.class))));
    whole.subscribe(heard::add);

    say(1, "a");

    assertThat(heard).containsExactly(1, "first broken", "second broken");
    assertThat(dropped).isTrue();
  }

  /// Where that is told, those who read it say.
  @Test
  void anErrorInAReaderThatWasLeftMeanwhileIsDropped() {
    var end = Sinks.<Object>one();
    Consumer<Throwable> told = error -> heard.add("dropped " + error.getMessage());
    Fan.out(
            source.asFlux(),
            fan -> {
              BiConsumer<String, Consumer<Object>> breaking =
                  (_, _) -> {
                    end.tryEmitValue("over").orThrow();
                    fail("broken");
                  };
              return Flux.merge(fan.only(String.class, breaking), end.asMono());
            })
        .next()
        .contextWrite(Context.of("reactor.onErrorDropped.local", told))
        .subscribe(heard::add);

    say("a");

    assertThat(heard).containsExactly("over", "dropped broken");
  }

  @Test
  void theSourceSeesTheContextOfTheWhole() {
    Flux<Object> source = Flux.deferContextual(context -> Flux.just(context.<String>get("call")));

    Fan.<Object, Object>out(source, fan -> fan.only(String.class).cast(Object.class))
        .contextWrite(Context.of("call", "a"))
        .subscribe(heard::add);

    assertThat(heard).containsExactly("a");
  }

  private void say(Object... messages) {
    for (var message : messages) {
      source.tryEmitNext(message).orThrow();
    }
  }

  private static Flux<Object> told(String name, Flux<?> messages) {
    return messages.cast(Object.class).onErrorResume(e -> Mono.just(name + " " + e.getMessage()));
  }

  private static Subscription noting(Runnable cancelled) {
    return new Subscription() {
      @Override
      public void request(long n) {}

      @Override
      public void cancel() {
        cancelled.run();
      }
    };
  }

  /// A source that begins when it is told to, and goes on whether or not anybody reads it.
  private static final class LateSource extends Flux<Object> {
    private @Nullable CoreSubscriber<? super Object> reader;

    @Override
    public void subscribe(CoreSubscriber<? super Object> actual) {
      reader = actual;
    }

    CoreSubscriber<? super Object> reader() {
      return Objects.requireNonNull(reader);
    }
  }
}
