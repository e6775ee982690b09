package callflux.gateway.twilio;

import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.gateway.call.CallFailure;
import callflux.gateway.call.CallFailure.CallerLost;
import callflux.gateway.call.CallFailure.ProtocolViolation;
import callflux.gateway.http.TextSocket;
import callflux.gateway.http.WebSocketViolation;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.SynchronousSink;

/// What Twilio says on one media socket, judged: its first message is a valid [Inbound.Start].
///
/// For one event loop: it keeps count.
final class CallerStream {
  private static final int SLOW = 1013;

  private final TextSocket socket;
  private final StreamRules rules;
  private final StreamLimits limits;
  private final Consumer<CallFailure> complaints;

  private final long opened = System.nanoTime();
  private long heardAt = opened;
  private long messages;
  private long messagesBefore;

  /// @param complaints is told why the stream was given up
  CallerStream(
      TextSocket socket, StreamRules rules, StreamLimits limits, Consumer<CallFailure> complaints) {
    this.socket = socket;
    this.rules = rules;
    this.limits = limits;
    this.complaints = complaints;
  }

  /// Completes after [Inbound.Stop], or when the far end has closed; fails with a [CallFailure].
  /// When it has done either, the closing handshake has begun, since a receiver that is let go
  /// closes without a code.
  Flux<Inbound> messages() {
    return socket
        .receive()
        .handle(this::judge)
        .takeUntilOther(outOfPatience())
        .onErrorMap(CallerStream::verdict)
        .doOnError(CallFailure.class, complaints);
  }

  /// The text is the socket's to release, after this.
  private void judge(ByteBuf text, SynchronousSink<Inbound> sink) {
    messages++;
    try {
      var message = rules.judge(text);
      if (message != null && rules.started()) {
        sink.next(message);
      }
      if (message instanceof Inbound.Stop) {
        goodbye(1000, "stopped");
        sink.complete();
      }
    } catch (ProtocolViolation violation) {
      goodbye(violation.closeCode(), violation.reason());
      sink.error(violation);
    }
  }

  private Mono<Void> outOfPatience() {
    long tick = limits.tick().toNanos();
    return Mono.create(sink -> {
      var clock =
          socket
              .channel()
              .eventLoop()
              .scheduleAtFixedRate(() -> look(sink), tick, tick, TimeUnit.NANOSECONDS);
      sink.onDispose(() -> clock.cancel(false));
    });
  }

  private void look(MonoSink<Void> sink) {
    long now = System.nanoTime();
    if (messages != messagesBefore) {
      messagesBefore = messages;
      heardAt = now;
    }
    if (!rules.started() && now - opened >= limits.start().toNanos()) {
      goodbye(1008, "no_start");
      sink.error(new ProtocolViolation(1008, "no_start"));
    } else if (now - heardAt >= limits.silence().toNanos()) {
      goodbye(1008, "silent");
      sink.error(new CallerLost("silent"));
    }
  }

  /// Subscribes, because the frame has to be out before the failure travels: the operators on its
  /// way let go of the receiver.
  private void goodbye(int code, String reason) {
    socket.close(code, reason).subscribe();
  }

  private static Throwable verdict(Throwable failure) {
    return switch (failure) {
      case CallFailure known -> known;
      case WebSocketViolation slow when slow.closeCode() == SLOW -> new CallerLost("slow");
      case WebSocketViolation violation ->
          new ProtocolViolation(violation.closeCode(), violation.reason());
      default -> new CallerLost("broken");
    };
  }
}
