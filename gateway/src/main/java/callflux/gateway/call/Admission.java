package callflux.gateway.call;

import java.util.Locale;
import java.util.Optional;

/// What becomes of a call that comes in.
public sealed interface Admission {

  /// It may open one media socket; its model is being dialled.
  record Admitted(Ticket ticket) implements Admission {}

  /// There is no place for it.
  record TurnedAway(Reason reason) implements Admission {}

  /// The ticket, if there is one.
  default Optional<Ticket> given() {
    return switch (this) {
      case Admitted(var ticket) -> Optional.of(ticket);
      case TurnedAway _ -> Optional.empty();
    };
  }

  /// Why a call is turned away: a closed set, so that it can label a metric.
  enum Reason {
    /// The gateway stops.
    DRAINING(true),
    /// The gateway holds as many calls as it may.
    FULL(true),
    /// The called number has as many calls as it may.
    NUMBER_FULL(true),
    /// Calls of this Twilio account are as many as they may be.
    ACCOUNT_FULL(true),
    /// Callers who don't tell their number are as many as they may be.
    ANONYMOUS_FULL(true),
    /// What is said in it could not be kept.
    NOT_KEPT(true),
    /// What may be spent today has been.
    SPENT(true),
    /// The caller is in as many calls as they may be.
    CALLER_LIVE(false),
    /// The caller has called too often within the last minute.
    CALLER_MINUTE(false),
    /// The caller has called too often within the last day.
    CALLER_DAY(false),
    /// The caller's number is of a country that may not call.
    COUNTRY(false),
    /// The very same call is live: it has had its ticket.
    ALREADY_LIVE(false);

    private final boolean ours;

    Reason(boolean ours) {
      this.ours = ours;
    }

    /// Whether it is for want of room, and no fault of the caller's: then the number's overflow is
    /// theirs. One who calls again and again is not to be passed on to somebody's telephone.
    public boolean isForWantOfRoom() {
      return ours;
    }

    /// As a label of a metric.
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
