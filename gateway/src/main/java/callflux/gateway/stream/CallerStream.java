package callflux.gateway.stream;

import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.gateway.call.CallFailure;
import callflux.gateway.call.CallFailure.CallerLost;
import callflux.gateway.call.CallFailure.ProtocolViolation;
import callflux.gateway.http.TextSocket;
import callflux.gateway.http.WebSocketViolation;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;

/// What the far end says on one media socket, judged: its first message is a valid [Inbound.Start].
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
  private Flux<Inbound> lastWord = Flux.empty();

  /// @param complaints is told why the stream was given up
  CallerStream(
      TextSocket socket, StreamRules rules, StreamLimits limits, Consumer<CallFailure> complaints) {
    this.socket = socket;
    this.rules = rules;
    this.limits = limits;
    this.complaints = complaints;
  }

  /// Completes after [Inbound.Stop], or when the far end has closed; fails with a [CallFailure].
  /// Where a rule names the close code, the far end has been sent it by then.
  Flux<Inbound> messages() {
    return Flux.defer(() -> {
      var clock = clock();
      socket.channel().closeFuture().addListener(_ -> clock.cancel(false));
      return socket
          .receive(this::judge)
          .concatWith(Flux.defer(() -> lastWord))
          .onErrorMap(this::verdict);
    });
  }

  /// The text is the socket's to release, after this.
  private void judge(ByteBuf text, SynchronousSink<Inbound> sink) {
    messages++;
    try {
      var message = rules.judge(text);
      if (message instanceof Inbound.Stop stop) {
        end(1000, "stopped", rules.started() ? Flux.just(stop) : Flux.empty());
      } else if (message != null) {
        sink.next(message);
      }
    } catch (ProtocolViolation violation) {
      end(violation);
    }
  }

  private Future<?> clock() {
    long tick = limits.tick().toNanos();
    return socket
        .channel()
        .eventLoop()
        .scheduleAtFixedRate(this::look, tick, tick, TimeUnit.NANOSECONDS);
  }

  private void look() {
    long now = System.nanoTime();
    if (messages != messagesBefore) {
      messagesBefore = messages;
      heardAt = now;
    }
    if (!rules.started() && now - opened >= limits.start().toNanos()) {
      end(new ProtocolViolation(1008, "no_start"));
    } else if (now - heardAt >= limits.silence().toNanos()) {
      end(1008, "silent", Flux.error(new CallerLost("silent")));
    }
  }

  private void end(ProtocolViolation violation) {
    end(violation.closeCode(), violation.reason(), Flux.error(violation));
  }

  /// To close the socket is to end its receiver, at once; the last word follows. The other way
  /// round, a failure would let go of the receiver, which then closes without a code.
  private void end(int code, String reason, Flux<Inbound> last) {
    lastWord = last;
    // Nobody waits for the end of it: whoever hears the last word asks the leg to close as well.
    socket.close(code, reason).subscribe();
  }

  private CallFailure verdict(Throwable failure) {
    var verdict = failureOf(failure);
    complaints.accept(verdict);
    return verdict;
  }

  private static CallFailure failureOf(Throwable failure) {
    return switch (failure) {
      case CallFailure known -> known;
      case WebSocketViolation slow when slow.closeCode() == SLOW -> new CallerLost("slow");
      case WebSocketViolation violation ->
          new ProtocolViolation(violation.closeCode(), violation.reason());
      default -> new CallerLost("broken");
    };
  }
}
