package callflux.gateway.call;

import java.util.HashSet;
import java.util.Set;

/// What functions came to, until an answer takes it in: one that begins when the model's server has
/// it in the conversation.
///
/// The server says when it has; and what is asked for after it was sent takes it in, even of a
/// server that does not say.
///
/// Keeps state from event to event: one to a call.
final class Results {

  /// On their way to the server.
  private final Set<String> sent = new HashSet<>();

  /// On their way when what must be the answer that was asked for began.
  private final Set<String> presumed = new HashSet<>();

  /// Whether some are in the conversation that no answer has begun since.
  private boolean untold;

  /// Whether all of a response's are among them: that is when to ask for an answer.
  private boolean whole;

  void sent(String callId, boolean last) {
    sent.add(callId);
    whole |= last;
  }

  /// The server has one.
  void joined(String callId) {
    untold |= sent.remove(callId);
    presumed.remove(callId);
  }

  /// An answer begins.
  ///
  /// @param asked whether it seems to be the one that was asked for
  void begun(boolean asked) {
    untold = false;
    presumed.clear();
    if (asked) {
      presumed.addAll(sent);
      sent.clear();
    }
    whole &= !sent.isEmpty();
  }

  /// The answer that had begun was another one.
  void mistaken() {
    whole |= !presumed.isEmpty();
    sent.addAll(presumed);
    presumed.clear();
  }

  /// Whether an answer is owed.
  boolean areOwed() {
    return whole && (untold || !sent.isEmpty());
  }
}
