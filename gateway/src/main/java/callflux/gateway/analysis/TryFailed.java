package callflux.gateway.analysis;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/// A model's server did not tell what it found when it was asked once. A failure carries its own
/// verdict, and what it cost.
final class TryFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final Duration floor;
  private final long costMicros;

  /// How it failed.
  enum Kind {
    TIMEOUT(true),
    CONNECTION(true),
    RATE_LIMITED(true),
    SERVER_ERROR(true),
    /// What it sent is not JSON, or not the response that it should be.
    BROKEN_ANSWER(true),
    /// What the model wrote is not what it was asked for.
    SCHEMA_VIOLATED(true),
    /// The model will not read this.
    REFUSED_BY_MODEL(false),
    /// The model stopped short of the end.
    INCOMPLETE(false),
    /// More than one could have asked for.
    TOO_LONG(false),
    /// The request will not do.
    REQUEST_REFUSED(false),
    KEY_REFUSED(false);

    private final boolean passing;

    Kind(boolean passing) {
      this.passing = passing;
    }

    /// As a label of a metric, and as an analysis has it.
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private TryFailed(Kind kind, Duration floor, long costMicros) {
    super(kind.label(), null, false, false);
    this.kind = kind;
    this.floor = floor;
    this.costMicros = costMicros;
  }

  static TryFailed of(Kind kind) {
    return new TryFailed(kind, Duration.ZERO, 0);
  }

  /// @param costMicros what the model was paid for it nevertheless
  static TryFailed paid(Kind kind, long costMicros) {
    return new TryFailed(kind, Duration.ZERO, costMicros);
  }

  /// @param floor how long the server asks us to stay away
  static TryFailed status(int status, Duration floor) {
    return switch (status) {
      case 401, 403 -> of(Kind.KEY_REFUSED);
      case 408 -> of(Kind.TIMEOUT);
      case 429 -> new TryFailed(Kind.RATE_LIMITED, floor, 0);
      default ->
          status >= 500 ? new TryFailed(Kind.SERVER_ERROR, floor, 0) : of(Kind.REQUEST_REFUSED);
    };
  }

  /// What any failure means.
  static TryFailed of(Throwable failure) {
    return switch (failure) {
      case TryFailed failed -> failed;
      case TimeoutException _ -> of(Kind.TIMEOUT);
      default -> of(Kind.CONNECTION);
    };
  }

  Kind kind() {
    return kind;
  }

  long costMicros() {
    return costMicros;
  }

  /// The least pause before another try; empty if that would not help.
  Optional<Duration> floor() {
    return kind.passing ? Optional.of(floor) : Optional.empty();
  }
}
