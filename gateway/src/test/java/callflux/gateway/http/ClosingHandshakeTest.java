package callflux.gateway.http;

import static callflux.gateway.http.RawSocket.frame;
import static callflux.gateway.http.RawSocket.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.channel.AbortedException;
import reactor.test.StepVerifier;

class ClosingHandshakeTest {
  private static final int CLOSE = 0x88;
  private static final byte[] NORMAL = {3, (byte) 0xE8};

  // What the application saw, one after the other.
  private final Sinks.Many<String> seen = Sinks.many().unicast().onBackpressureBuffer();

  @Test
  void aGoodbyeEndsWhenItIsReturned() {
    try (var server = serving(socket -> socket.close(4001, "enough").then(sees("closed")));
        var client = RawSocket.upgraded(server.port(), "/echo")) {
      assertThat(client.hears()).isEqualTo("closed 4001");
      assertThat(client.say(frame(CLOSE, NORMAL)).hears()).isEqualTo("dropped");
      saw("closed");
    }
  }

  @Test
  void aGoodbyeEndsWithoutAnAnswer() {
    try (var server = serving(socket -> socket.close(1001, "drained").then(sees("closed")));
        var client = RawSocket.upgraded(server.port(), "/echo")) {
      saw("closed");
      assertThat(client.hears()).isEqualTo("closed 1001");
      assertThat(client.hears()).isEqualTo("dropped");
    }
  }

  @Test
  void aGoodbyeEndsThoughNobodyReadsIt() {
    var noise = Flux.<ByteBuf>generate(sink -> sink.next(Unpooled.wrappedBuffer(new byte[65_536])));
    try (var server =
            serving(socket ->
                Mono.firstWithSignal(
                        socket.send(noise),
                        socket
                            .<ByteBuf>receive((text, sink) -> sink.next(text))
                            .flatMap(_ -> socket.close(1001, "drained"))
                            .then())
                    .then(sees("closed")));
        var client = RawSocket.upgraded(server.port(), "/echo")) {
      client.say(text("enough"));
      saw("closed");
    }
  }

  @Test
  void aGoodbyeReachesAFarEndThatGoesOnTalking() {
    try (var server =
            serving(socket ->
                socket
                    .<ByteBuf>receive((text, sink) -> sink.next(text))
                    .flatMap(_ -> socket.close(1001, "over"))
                    .then());
        var client = RawSocket.upgraded(server.port(), "/echo")) {
      for (int i = 0; i < 90; i++) {
        client.say(text("a".repeat(10_000)));
      }
      assertThat(client.hears()).isEqualTo("closed 1001");
    }
  }

  @Test
  void theFirstGoodbyeCounts() {
    try (var server =
            serving(
                socket -> Mono.when(socket.close(4001, "first"), socket.close(4002, "second")));
        var client = RawSocket.upgraded(server.port(), "/echo")) {
      assertThat(client.hears()).isEqualTo("closed 4001");
      assertThat(client.hears()).isEqualTo("dropped");
    }
  }

  @Test
  void anApplicationThatEndsSaysGoodbye() {
    try (var server = serving(_ -> Mono.empty());
        var client = RawSocket.upgraded(server.port(), "/echo")) {
      assertThat(client.hears()).isEqualTo("closed 1000");
    }
  }

  @Test
  void aReaderThatLeavesSaysGoodbyeWithoutACode() {
    try (var server =
            serving(socket ->
                socket
                    .<ByteBuf>receive((text, sink) -> sink.next(text))
                    .next()
                    .then(Mono.never()));
        var client = RawSocket.upgraded(server.port(), "/echo")) {
      assertThat(client.say(text("hello")).hears()).isEqualTo("closed");
      assertThat(client.hears()).isEqualTo("dropped");
    }
  }

  @Test
  void theApplicationLearnsOfAViolationAndCannotChangeItsCode() {
    try (var server = serving(socket -> reports(socket).then(socket.close(4000, "too late")));
        var client = RawSocket.upgraded(server.port(), "/echo")) {
      client.say(RawSocket.joined(text("hello"), frame(0x82)));

      assertThat(client.hears()).isEqualTo("closed 1003");
      saw("hello", "1003 binary");
    }
  }

  @Test
  void theApplicationLearnsOfAGoodbye() {
    try (var server = serving(socket -> reports(socket).then(socket.close(4000, "too late")));
        var client = RawSocket.upgraded(server.port(), "/echo")) {
      client.say(RawSocket.joined(text("hello"), frame(CLOSE, NORMAL)));

      assertThat(client.hears()).isEqualTo("closed 1000");
      saw("hello", "completed");
    }
  }

  @Test
  void theApplicationLearnsOfABrokenConnection() {
    try (var server =
        serving(socket -> reports(socket).then(socket.close(1001, "gone")).then(sees("closed")))) {
      RawSocket.upgraded(server.port(), "/echo").close();

      saw("broken", "closed");
    }
  }

  @Test
  void whatIsSaidAfterGoodbyeFails() {
    var late = Flux.just(Unpooled.copiedBuffer("late", UTF_8));
    try (var server =
            serving(socket ->
                Mono.when(
                    socket.close(1000, ""),
                    socket.send(late.cast(ByteBuf.class)).onErrorResume(_ -> sees("refused"))));
        var client = RawSocket.upgraded(server.port(), "/echo")) {
      saw("refused");
      assertThat(client.hears()).isEqualTo("closed 1000");
    }
  }

  private static EchoServer serving(Function<TextSocket, Publisher<Void>> application) {
    return new EchoServer(TestLimits.hasty(), application);
  }

  private Mono<Void> reports(TextSocket socket) {
    return socket
        .<ByteBuf>receive((text, sink) -> sink.next(text))
        .map(text -> text.toString(UTF_8))
        .concatWithValues("completed")
        .onErrorResume(WebSocketViolation.class, v -> Mono.just(v.closeCode() + " " + v.reason()))
        .onErrorResume(AbortedException.class, _ -> Mono.just("broken"))
        .doOnNext(event -> seen.tryEmitNext(event).orThrow())
        .then();
  }

  private Mono<Void> sees(String event) {
    return Mono.fromRunnable(() -> seen.tryEmitNext(event).orThrow());
  }

  private void saw(String... events) {
    StepVerifier.create(seen.asFlux().take(events.length)).expectNext(events).verifyComplete();
  }
}
