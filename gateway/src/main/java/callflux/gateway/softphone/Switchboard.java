package callflux.gateway.softphone;

import callflux.gateway.agent.Overflow;
import callflux.gateway.call.Admission;
import callflux.gateway.call.Call;
import callflux.gateway.call.Calls;
import callflux.gateway.call.Nonces;
import callflux.gateway.call.Ticket;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Places the calls that pages ask for, by the rules that hold for a telephone's: opening hours,
/// limits, and what a number has said instead when there is no room.
final class Switchboard {
  /// There is no account behind a browser.
  static final String ACCOUNT = "AC" + "0".repeat(32);

  private final Calls calls;
  private final CallFeeds feeds;
  private final InstantSource clock;
  private final Nonces nonces = new Nonces();

  /// @param clock for opening hours
  Switchboard(Calls calls, CallFeeds feeds, InstantSource clock) {
    this.calls = calls;
    this.feeds = feeds;
    this.clock = clock;
  }

  /// What became of a call.
  sealed interface Placed {

    /// It may open its two sockets.
    ///
    /// @param secret names its feed
    record Through(Ticket ticket, String secret) implements Placed {}

    /// It is turned away.
    ///
    /// @param reason a code word
    /// @param say what a telephone would hear; absent if that is the engaged tone
    record TurnedAway(String reason, @Nullable String say) implements Placed {}
  }

  /// Places one.
  ///
  /// @param from who calls, as an address: never logged
  Placed place(Line line, String from) {
    var hours = line.plan().agent().hours();
    if (hours != null && !hours.areOpen(clock.instant())) {
      return new Placed.TurnedAway("closed", hours.closed().text());
    }
    var callSid = "CA" + nonces.next();
    var secret = nonces.next();
    // Before the call, which would not be heard to begin.
    feeds.open(callSid, secret);
    var call = new Call(callSid, ACCOUNT, from, line.to(), line.plan());
    return switch (calls.admit(call)) {
      case Admission.Admitted(var ticket) -> new Placed.Through(ticket, secret);
      case Admission.TurnedAway(var reason) -> {
        feeds.forget(callSid, secret);
        yield new Placed.TurnedAway(reason.label(), said(reason, line));
      }
    };
  }

  /// A browser can't be passed on to a telephone, but it can be told.
  private static @Nullable String said(Admission.Reason reason, Line line) {
    return reason.isForWantOfRoom()
            && line.plan().door().overflow() instanceof Overflow.Say(var text, _)
        ? text
        : null;
  }
}
