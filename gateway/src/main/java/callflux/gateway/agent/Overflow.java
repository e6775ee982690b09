package callflux.gateway.agent;

import org.jspecify.annotations.Nullable;

/// What becomes of a caller to a number when there is no room for one more.
public sealed interface Overflow {

  /// A busy tone: the call is not answered and costs nothing.
  record Busy() implements Overflow {}

  /// A sentence that Twilio speaks, and the end.
  ///
  /// @param language as Twilio's `<Say>` takes it, such as `en-US`; absent is the account's own
  record Say(String text, @Nullable String language) implements Overflow {}

  /// Somebody else's telephone.
  record Dial(Destination to) implements Overflow {}
}
