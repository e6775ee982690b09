package callflux.gateway.call;

import java.util.Locale;

/// How a call ended: a closed set, so that it can label a metric.
public enum Termination {
  /// Twilio said `stop`: the caller, or another leg of the call, hung up.
  CALLER_HUNG_UP(Result.SUCCESS),
  /// The caller's socket broke or fell silent without `stop`.
  CALLER_LOST(Result.CLIENT_ERROR),
  /// The caller's far end broke the protocol.
  CALLER_VIOLATED_PROTOCOL(Result.CLIENT_ERROR),
  /// The call reached the length its agent allows.
  LENGTH_CAP(Result.SUCCESS),
  /// The call has cost what it may.
  SPEND_CAP(Result.SUCCESS),
  /// Nobody spoke for as long as its agent allows.
  SILENCE_CAP(Result.SUCCESS),
  /// The gateway stops and the drain time is over.
  DRAINED(Result.SERVER_ERROR),
  /// The model's socket broke or closed.
  MODEL_LOST(Result.UPSTREAM_ERROR),
  /// The model's server could not be reached.
  MODEL_UNREACHABLE(Result.UPSTREAM_ERROR),
  /// The model's server refused the session.
  MODEL_REFUSED(Result.UPSTREAM_ERROR),
  /// The model's session reached its time limit.
  MODEL_EXPIRED(Result.UPSTREAM_ERROR),
  /// The model failed to answer, again and again.
  MODEL_FAILED(Result.UPSTREAM_ERROR),
  /// A fault of our own.
  GATEWAY_FAULT(Result.SERVER_ERROR);

  /// Who is answerable.
  public enum Result {
    SUCCESS,
    CLIENT_ERROR,
    SERVER_ERROR,
    UPSTREAM_ERROR;

    /// As a label of a metric.
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Result result;

  Termination(Result result) {
    this.result = result;
  }

  public Result result() {
    return result;
  }

  /// What the caller's socket is closed with (RFC 6455 section 7.4).
  int closeCode() {
    return switch (result) {
      case SUCCESS, CLIENT_ERROR -> 1000;
      case SERVER_ERROR -> 1012;
      case UPSTREAM_ERROR -> 1011;
    };
  }

  /// As a label of a metric and a key of a log line.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
