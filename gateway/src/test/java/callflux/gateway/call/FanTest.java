package callflux.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/// A fan hands each message to those who read its kind.
class FanTest {
  private final Sinks.Many<Object> source = Sinks.many().unicast().onBackpressureBuffer();
  private final List<Object> heard = new ArrayList<>();
  private boolean dropped;

  @Test
  void eachReaderGetsWhatIsOfItsKindInOrder() {
    listen(fan ->
        Flux.merge(
            fan.only(Integer.class).map(n -> "number " + n),
            fan.but(Integer.class).map(other -> "other " + other),
            fan.only(String.class).map(text -> "text " + text),
            fan.end()));

    say(1, "a", 2, 'c');

    assertThat(heard).containsExactly("number 1", "other a", "text a", "number 2", "other c");
  }

  @Test
  void aMessageThatNobodyReadsIsReadAllTheSame() {
    listen(fan -> fan.only(String.class).cast(Object.class));

    say(1, 2, 3, "a");

    assertThat(heard).containsExactly("a");
  }

  @Test
  void whatAReaderDoesNotAskForWaitsAndHoldsUpNobody() {
    var slow =
        new BaseSubscriber<Integer>() {
          @Override
          protected void hookOnSubscribe(Subscription subscription) {
            subscription.request(1);
          }

          @Override
          protected void hookOnNext(Integer number) {
            heard.add("slow " + number);
          }
        };
    listen(fan -> {
      fan.only(Integer.class).subscribe(slow);
      return fan.only(Integer.class).map(n -> "quick " + n);
    });

    say(1, 2, 3);
    assertThat(heard).containsExactly("slow 1", "quick 1", "quick 2", "quick 3");

    slow.request(2);
    assertThat(heard).endsWith("slow 2", "slow 3");
  }

  @Test
  void aReaderThatLeavesIsToldNoMore() {
    listen(fan ->
        Flux.merge(
            fan.only(Integer.class).take(1).map(n -> "first " + n),
            fan.only(Integer.class).map(n -> "all " + n)));

    say(1, 2);

    assertThat(heard).containsExactly("first 1", "all 1", "all 2");
  }

  @Test
  void theEndComesToEachInTheOrderInWhichTheySubscribed() {
    listen(fan ->
        Flux.merge(
            fan.end().then(Mono.just("first")),
            fan.only(String.class).then(Mono.just("second")),
            fan.only(Integer.class).map(n -> "number " + n)));

    say(1);
    source.tryEmitComplete().orThrow();

    assertThat(heard).containsExactly("number 1", "first", "second");
  }

  @Test
  void aFailureComesToEach() {
    listen(fan ->
        Flux.merge(
            fan.end().cast(Object.class).onErrorResume(e -> Mono.just("first " + e.getMessage())),
            fan.only(String.class)
                .cast(Object.class)
                .onErrorResume(e -> Mono.just("second " + e.getMessage()))));

    source.tryEmitError(new IllegalStateException("broken")).orThrow();

    assertThat(heard).containsExactly("first broken", "second broken");
  }

  @Test
  void theSourceIsLetGoWhenTheWholeIsOver() {
    var whole =
        Fan.<Object, Object>out(
                source.asFlux().doOnCancel(() -> dropped = true),
                fan -> fan.only(String.class).cast(Object.class))
            .next();

    StepVerifier.create(whole).then(() -> say(1, "a")).expectNext("a").verifyComplete();

    assertThat(dropped).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void readersThatAskBitByBitLoseNothing(long seed) {
    var random = new SplittableRandom(seed);
    var got = new ArrayList<Integer>();
    var reader =
        new BaseSubscriber<Integer>() {
          @Override
          protected void hookOnSubscribe(Subscription subscription) {
            // It asks when it likes.
          }

          @Override
          protected void hookOnNext(Integer number) {
            got.add(number);
          }
        };
    listen(fan -> {
      fan.only(Integer.class).subscribe(reader);
      return Flux.never();
    });
    var said = new ArrayList<Integer>();
    for (int i = 0; i < 1_000 * seed; i++) {
      if (random.nextBoolean()) {
        said.add(i);
        say(i);
      } else {
        reader.request(1 + random.nextInt(3));
      }
    }
    reader.requestUnbounded();

    assertThat(got).isEqualTo(said);
  }

  private void listen(Function<Fan<Object>, Flux<Object>> whole) {
    Fan.<Object, Object>out(source.asFlux(), whole).subscribe(heard::add);
  }

  private void say(Object... messages) {
    for (var message : messages) {
      source.tryEmitNext(message).orThrow();
    }
  }
}
