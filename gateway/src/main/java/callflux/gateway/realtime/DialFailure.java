package callflux.gateway.realtime;

import callflux.gateway.call.CallFailure;
import callflux.gateway.http.RetryAfter;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import reactor.netty.channel.AbortedException;

/// Why a try to reach the model's server failed. Names the server and what it answered; holds no
/// key and no header.
final class DialFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What went wrong, and what is worth doing about it.
  enum Kind {
    TIMEOUT(true),
    CONNECTION(true),
    RATE_LIMITED(true),
    SERVER_ERROR(true),
    TLS(false),
    UNAUTHORIZED(false),
    REFUSED(false),
    BREAKER_OPEN(false);

    private final boolean retryable;

    Kind(boolean retryable) {
      this.retryable = retryable;
    }

    /// As a label of a metric.
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Kind kind;
  private final Duration floor;

  private DialFailure(Kind kind, String message, Duration floor) {
    // A failure is an answer, not a bug: nobody reads its stack.
    super(message, null, false, false);
    this.kind = kind;
    this.floor = floor;
  }

  private DialFailure(Kind kind, String message) {
    this(kind, message, Duration.ZERO);
  }

  /// Too many tries have failed: this one was not made.
  static DialFailure breakerOpen(String host) {
    return new DialFailure(
        Kind.BREAKER_OPEN, host + " failed too often of late; not tried until it has rested");
  }

  /// Reads what a try came to.
  ///
  /// @param host names the server in messages
  /// @param now what a `Retry-After` date is reckoned from
  static DialFailure of(Throwable cause, String host, Instant now) {
    return switch (cause) {
      case DialFailure failure -> failure;
      case WebSocketClientHandshakeException e when e.response() != null ->
          answered(e.response(), host, now);
      case TimeoutException _, SslHandshakeTimeoutException _, ConnectTimeoutException _ ->
          new DialFailure(Kind.TIMEOUT, host + " did not finish the handshake in time");
      case SSLException e when !(e.getCause() instanceof ClosedChannelException) ->
          new DialFailure(Kind.TLS, "TLS with " + host + " failed: " + tlsFault(e));
      case UnknownHostException _ ->
          new DialFailure(Kind.CONNECTION, "the name of " + host + " can't be resolved");
      case ConnectException _ -> new DialFailure(Kind.CONNECTION, host + " can't be connected to");
      case IOException _, WebSocketClientHandshakeException _, AbortedException _ ->
          new DialFailure(Kind.CONNECTION, host + " broke the connection before it answered");
      default ->
          new DialFailure(
              Kind.REFUSED, "dialling " + host + " failed: " + cause.getClass().getSimpleName());
    };
  }

  private static DialFailure answered(HttpResponse response, String host, Instant now) {
    int status = response.status().code();
    String answer = host + " answered " + status;
    return switch (status) {
      case 101 -> new DialFailure(Kind.REFUSED, answer + ", but not as a WebSocket server does");
      case 401 ->
          new DialFailure(Kind.UNAUTHORIZED, answer + ": the key is refused; check OPENAI_API_KEY");
      case 408 -> new DialFailure(Kind.TIMEOUT, answer);
      case 429 -> new DialFailure(Kind.RATE_LIMITED, answer, floor(response, now));
      default -> {
        if (status >= 500) {
          yield new DialFailure(Kind.SERVER_ERROR, answer, floor(response, now));
        }
        String mend =
            status < 400
                ? "; the key is not taken to another address"
                : "; check OPENAI_REALTIME_URL, OPENAI_MODEL and the key's rights";
        yield new DialFailure(Kind.REFUSED, answer + mend);
      }
    };
  }

  private static Duration floor(HttpResponse response, Instant now) {
    return RetryAfter.parse(response.headers().get(HttpHeaderNames.RETRY_AFTER), now);
  }

  private static String tlsFault(Throwable e) {
    for (@Nullable Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof CertificateException) {
        return "its certificate is not accepted: " + at.getMessage();
      }
    }
    return e.getClass().getSimpleName();
  }

  Kind kind() {
    return kind;
  }

  boolean retryable() {
    return kind.retryable;
  }

  /// The least pause that the server asks for before another try.
  Duration floor() {
    return floor;
  }

  /// What the call is told.
  CallFailure verdict() {
    return switch (kind) {
      case TIMEOUT, CONNECTION, RATE_LIMITED, SERVER_ERROR, BREAKER_OPEN ->
          new CallFailure.ModelUnreachable(getMessage());
      case TLS, UNAUTHORIZED, REFUSED -> new CallFailure.ModelRefused(getMessage());
    };
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
