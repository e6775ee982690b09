package callflux.gateway.call;

import callflux.gateway.call.Admission.Reason;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Counts the calls that hold a permit, under every cap at once: a call is counted under all of
/// them or under none.
///
/// Safe for any thread. Whoever took a permit gives it back once; to see to that is theirs.
final class Permits {
  private final Caps caps;
  private final Callers callers = new Callers();
  private final CallerRates rates;

  private int calls;
  private int anonymous;
  private final Map<String, Integer> byNumber = new HashMap<>();
  private final Map<String, Integer> byAccount = new HashMap<>();
  private final Map<String, Integer> byCaller = new HashMap<>();

  /// @param nanos a clock, by which callers' rates are reckoned
  Permits(Caps caps, LongSupplier nanos) {
    this.caps = caps;
    this.rates = new CallerRates(caps.caller(), nanos);
  }

  /// Takes a permit.
  ///
  /// @return why there is none for it; absent if it has one now
  synchronized @Nullable Reason take(Call call) {
    var reason = full(call);
    if (reason == null) {
      reason = Callers.isAnonymous(call.from()) ? takeAnonymous() : takeOf(call.from());
    }
    if (reason == null) {
      calls++;
      byNumber.merge(call.to(), 1, Integer::sum);
      byAccount.merge(call.accountSid(), 1, Integer::sum);
    }
    return reason;
  }

  /// Gives a permit back.
  synchronized void giveBack(Call call) {
    calls--;
    less(byNumber, call.to());
    less(byAccount, call.accountSid());
    if (Callers.isAnonymous(call.from())) {
      anonymous--;
    } else {
      less(byCaller, callers.pseudonym(call.from()));
    }
  }

  /// Whether nobody holds a permit, under any cap.
  synchronized boolean isIdle() {
    return calls == 0
        && anonymous == 0
        && byNumber.isEmpty()
        && byAccount.isEmpty()
        && byCaller.isEmpty();
  }

  private @Nullable Reason full(Call call) {
    if (calls >= caps.calls()) {
      return Reason.FULL;
    }
    if (byAccount.getOrDefault(call.accountSid(), 0) >= caps.perAccount()) {
      return Reason.ACCOUNT_FULL;
    }
    var own = call.plan().door().mostCalls();
    int most = own == null ? caps.perNumber() : own;
    return byNumber.getOrDefault(call.to(), 0) >= most ? Reason.NUMBER_FULL : null;
  }

  private @Nullable Reason takeAnonymous() {
    if (anonymous >= caps.anonymous()) {
      return Reason.ANONYMOUS_FULL;
    }
    anonymous++;
    return null;
  }

  private @Nullable Reason takeOf(String from) {
    var caller = callers.pseudonym(from);
    if (byCaller.getOrDefault(caller, 0) >= caps.caller().live()) {
      return Reason.CALLER_LIVE;
    }
    var reason = rates.count(caller);
    if (reason == null) {
      byCaller.merge(caller, 1, Integer::sum);
    }
    return reason;
  }

  private static void less(Map<String, Integer> counts, String key) {
    counts.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
  }
}
