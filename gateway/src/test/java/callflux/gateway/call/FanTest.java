package callflux.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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
    var slow = new Asker<Integer>();
    listen(fan -> {
      fan.only(Integer.class).subscribe(slow);
      return fan.only(Integer.class).map(n -> "quick " + n);
    });

    slow.request(1);
    say(1, 2, 3);
    assertThat(slow.got).containsExactly(1);
    assertThat(heard).containsExactly("quick 1", "quick 2", "quick 3");

    slow.request(2);
    assertThat(slow.got).containsExactly(1, 2, 3);
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

  @Test
  void whatAMessageIsMadeIntoComesInItsPlace() {
    listen(fan ->
        Flux.merge(
            fan.<Integer, Object>only(
                Integer.class, (n, made) -> Collections.nCopies(n, "made " + n).forEach(made)),
            fan.only(Integer.class).map(n -> "number " + n)));

    say(2, 0, 1);

    assertThat(heard)
        .containsExactly("made 2", "made 2", "number 2", "number 0", "made 1", "number 1");
  }

  @Test
  void aReaderThatCantTakeAMessageFailsAlone() {
    listen(fan ->
        Flux.merge(
            fan.<Integer, Object>only(Integer.class, (n, made) -> made.accept(10 / n))
                .onErrorResume(e -> Mono.just("failed on " + e.getMessage())),
            fan.only(Integer.class).map(n -> "number " + n)));

    say(5, 0, 2);

    assertThat(heard).containsExactly(2, "number 5", "failed on / by zero", "number 0", "number 2");
  }

  @Test
  void aReaderThatHasFailedIsToldNoMore() {
    var tried = new ArrayList<Integer>();
    listen(fan ->
        fan.<Integer, Object>only(
                Integer.class,
                (n, made) -> {
                  tried.add(n);
                  made.accept(10 / n);
                })
            .onErrorResume(_ -> Flux.never()));

    say(5, 0, 2);

    assertThat(tried).containsExactly(5, 0);
  }

  @Test
  void sinceAMessageThereIsItselfAndEveryOtherKind() {
    listen(fan ->
        fan.only(Integer.class)
            .switchMap(n -> fan.since(n, (said, made) -> List.of(n, said).forEach(made))));

    say("a", 1, "b", 'c', 2, "d");

    assertThat(heard).containsExactly(1, 1, 1, "b", 1, 'c', 2, 2, 2, "d");
  }

  @Test
  void sinceAMessageNothingIsLostOnAReaderThatAsksLater() {
    var late = new Asker<Object>();
    listen(fan -> {
      fan.only(Integer.class)
          .next()
          .subscribe(n -> fan.since(n, (said, made) -> made.accept(said)).subscribe(late));
      return Flux.never();
    });

    say(1, "a", "b");
    late.request(2);
    assertThat(late.got).containsExactly(1, "a");
    late.request(2);
    say("c");

    assertThat(late.got).containsExactly(1, "a", "b", "c");
  }

  @Test
  void theNewestAreKeptForWhoeverComesLater() {
    var kept = new ArrayList<Flux<String>>();
    var lost = new ArrayList<String>();
    listen(fan -> {
      kept.add(fan.kept(Integer.class, n -> "kept " + n, 2, lost::add));
      return Flux.never();
    });

    say(1, 2, 3, 4);
    kept.getFirst().subscribe(heard::add);
    say(5);

    assertThat(lost).containsExactly("kept 1", "kept 2");
    assertThat(heard).containsExactly("kept 3", "kept 4", "kept 5");
  }

  @Test
  void whoComesWhenAllIsOverGetsWhatWasKeptAndTheEnd() {
    var kept = new ArrayList<Flux<Integer>>();
    listen(fan -> {
      kept.add(fan.kept(Integer.class, n -> n, 2, heard::add));
      return Flux.never();
    });

    say(1);
    source.tryEmitComplete().orThrow();

    StepVerifier.create(kept.getFirst()).expectNext(1).verifyComplete();
  }

  @Test
  void whoComesWhenAllIsOverAndNothingWasKeptGetsTheEnd() {
    var kept = new ArrayList<Flux<Integer>>();
    listen(fan -> {
      kept.add(fan.kept(Integer.class, n -> n, 2, heard::add));
      return Flux.never();
    });

    source.tryEmitComplete().orThrow();

    StepVerifier.create(kept.getFirst()).expectComplete().verify(Duration.ofSeconds(10));
  }

  @Test
  void whatIsKeptEndsAfterThoseWhoSubscribedBefore() {
    listen(fan -> {
      var kept = fan.kept(Integer.class, n -> n, 2, heard::add);
      return Flux.merge(fan.end().then(Mono.just("first")), kept.then(Mono.just("second")));
    });

    say(1);
    source.tryEmitComplete().orThrow();

    assertThat(heard).containsExactly("first", "second");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void readersThatAskBitByBitLoseNothing(long seed) {
    var random = new SplittableRandom(seed);
    var reader = new Asker<Integer>();
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

    assertThat(reader.got).isEqualTo(said);
  }

  private void listen(Function<Fan<Object>, Flux<Object>> whole) {
    Fan.<Object, Object>out(source.asFlux(), whole).subscribe(heard::add);
  }

  private void say(Object... messages) {
    for (var message : messages) {
      source.tryEmitNext(message).orThrow();
    }
  }

  /// Asks for as much as it is told to.
  private static final class Asker<T> extends BaseSubscriber<T> {
    final List<T> got = new ArrayList<>();

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      // It asks when it is told to.
    }

    @Override
    protected void hookOnNext(T message) {
      got.add(message);
    }
  }
}
