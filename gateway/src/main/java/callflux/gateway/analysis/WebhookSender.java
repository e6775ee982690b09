package callflux.gateway.analysis;

import static java.nio.charset.StandardCharsets.UTF_8;

import callflux.gateway.analysis.AnalysisConfig.Webhook;
import callflux.gateway.archive.Analysis;
import callflux.gateway.archive.Archive;
import callflux.gateway.http.AddressGuard;
import callflux.gateway.http.RetryAfter;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/// Tells a webhook of a call, all of it, and again until it is taken or an hour has passed.
///
/// Every request is signed with the time that it is sent at, and names the delivery, so that
/// whoever gets it twice can tell. While a delivery waits, only the call's SID is in memory.
final class WebhookSender {
  static final String SIGNATURE = "Callflux-Signature";
  static final String DELIVERY = "Callflux-Delivery";

  /// The pauses before the eight tries come to an hour at most.
  static final Backoff AGAIN = new Backoff(8, Duration.ofSeconds(30), 2, Duration.ofMinutes(32));

  private static final Logger log = LoggerFactory.getLogger(WebhookSender.class);
  private static final int GONE = 410;
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final Webhook config;
  private final Archive archive;
  private final Outside outside;
  private final Scheduler work;
  private final Signature signature;
  private final HttpClient http;

  WebhookSender(Webhook config, Archive archive, Outside outside, Scheduler work) {
    this.config = config;
    this.archive = archive;
    this.outside = outside;
    this.work = work;
    this.signature = new Signature(config.secret());
    this.http = AddressGuard.guard(outside.http(), config.egress(), config.isEncrypted());
  }

  /// Completes when it was told, or will not be. A call that was erased meanwhile is not told of.
  Mono<Void> tell(Analysis analysis) {
    var callSid = analysis.callSid();
    var delivery = callSid + "-" + analysis.attempt();
    return Mono.defer(() -> archive.call(callSid))
        .publishOn(work)
        .flatMap(call -> once(delivery, CallJson.of(call).toString().getBytes(UTF_8)))
        .retryWhen(outside.again().on(work, WebhookSender::floor))
        .doOnNext(_ -> outside.meters().told("ok"))
        .onErrorResume(failure -> {
          givenUp(callSid, failure);
          return Mono.empty();
        })
        .then();
  }

  private Mono<Integer> once(String delivery, byte[] body) {
    long now = work.now(TimeUnit.SECONDS);
    return http.headers(headers ->
            headers
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .set(SIGNATURE, signature.of(now, body))
                .set(DELIVERY, delivery))
        .post()
        .uri(config.url())
        .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)))
        .responseSingle((response, _) -> taken(response))
        .timeout(DEADLINE, work)
        .publishOn(work);
  }

  /// What else is in the answer is left unread, and ends with its connection.
  private static Mono<Integer> taken(HttpClientResponse response) {
    int status = response.status().code();
    if (status >= 200 && status <= 299) {
      return Mono.just(status);
    }
    var wish = response.responseHeaders().get(HttpHeaderNames.RETRY_AFTER);
    return Mono.error(new NotTaken(status, RetryAfter.parse(wish, Instant.now())));
  }

  private static Optional<Duration> floor(Throwable failure) {
    return switch (failure) {
      case NotTaken notTaken when notTaken.status == GONE -> Optional.empty();
      case NotTaken notTaken -> Optional.of(notTaken.floor);
      default -> isForbidden(failure) ? Optional.empty() : Optional.of(Duration.ZERO);
    };
  }

  private static boolean isForbidden(Throwable failure) {
    @Nullable Throwable cause = failure;
    while (cause != null && !(cause instanceof AddressGuard.Forbidden)) {
      cause = cause.getCause();
    }
    return cause != null;
  }

  private void givenUp(String callSid, Throwable failure) {
    outside.meters().told("given_up");
    log.atError()
        .addKeyValue("call", callSid)
        .addKeyValue("reason", reason(failure))
        .log("the webhook could not be told of a call");
  }

  private static String reason(Throwable failure) {
    return switch (failure) {
      case NotTaken notTaken -> "status " + notTaken.status;
      case TimeoutException _ -> "timeout";
      default -> isForbidden(failure) ? "forbidden address" : failure.getClass().getSimpleName();
    };
  }

  /// The other side answered, but not that it took it.
  private static final class NotTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final Duration floor;

    NotTaken(int status, Duration floor) {
      super("status " + status, null, false, false);
      this.status = status;
      this.floor = floor;
    }
  }
}
