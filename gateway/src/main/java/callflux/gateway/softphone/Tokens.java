package callflux.gateway.softphone;

import callflux.gateway.call.Nonces;
import callflux.gateway.softphone.Line.Wish;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What lets somebody call once: given to the operator's own backend, which knows whom it serves,
/// and passed on by it to their browser. Safe for any thread.
final class Tokens {
  /// A backend that asks for more than are used within their life has gone astray.
  static final int MOST = 10_000;

  private final Nonces nonces = new Nonces();
  private final LongSupplier nanos;
  private final Map<String, Grant> grants = new HashMap<>();

  /// @param nanos a clock
  Tokens(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /// What a token is good for.
  ///
  /// @param wish the only thing it calls
  /// @param caller what the backend calls its user; empty if it does not say
  /// @param until when it expires, on the clock
  record Grant(Wish wish, String caller, long until) {

    /// What it calls; a caller is nobody else's business.
    @Override
    public String toString() {
      return wish.toString();
    }
  }

  /// A new one; empty if there are too many already.
  synchronized Optional<String> mint(Wish wish, String caller, Duration life) {
    long now = nanos.getAsLong();
    if (grants.size() >= MOST) {
      grants.values().removeIf(grant -> isOver(grant, now));
    }
    if (grants.size() >= MOST) {
      return Optional.empty();
    }
    var token = nonces.next();
    grants.put(token, new Grant(wish, caller, now + life.toNanos()));
    return Optional.of(token);
  }

  /// What a token is good for, which it stays.
  synchronized Optional<Grant> show(String token) {
    return live(grants.get(token));
  }

  /// Uses a token up.
  synchronized Optional<Grant> take(String token) {
    return live(grants.remove(token));
  }

  /// The call that it was taken for was turned away: it is good again, for as long as it was.
  synchronized void giveBack(String token, Grant grant) {
    grants.put(token, grant);
  }

  private Optional<Grant> live(@Nullable Grant grant) {
    return Optional.ofNullable(grant).filter(there -> !isOver(there, nanos.getAsLong()));
  }

  private static boolean isOver(Grant grant, long now) {
    return now - grant.until() >= 0;
  }
}
