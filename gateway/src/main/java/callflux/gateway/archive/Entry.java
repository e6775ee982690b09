package callflux.gateway.archive;

import java.time.Instant;

/// One thing of a call that is kept. It is never changed: what becomes known later is another
/// entry.
///
/// @param callSid whose
/// @param seq which of the call's entries, from 0 in the order in which they became known; the two
///   together are written once, however often they are sent
/// @param place where it stands in the conversation, which is read by this and then by `seq`: a
///   caller's words may become known after the answer to them
/// @param at when it began
public record Entry(String callSid, int seq, double place, Instant at, Content content) {

  /// Never what was said.
  @Override
  public String toString() {
    return callSid + " " + seq + " " + content.kind().label();
  }
}
