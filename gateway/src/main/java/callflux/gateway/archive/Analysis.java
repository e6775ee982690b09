package callflux.gateway.archive;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What somebody who read a call after it was over made of it.
///
/// @param attempt which of the call's, from 1; the two together are written once, and the last
///   counts
/// @param analyst a model's name, or `lexicon`
/// @param findings absent if it failed
/// @param failure why it did, for an operator: nothing personal
/// @param costMicros what it cost, in millionths of a US dollar, failed or not
public record Analysis(
    String callSid,
    int attempt,
    Instant at,
    String analyst,
    @Nullable Findings findings,
    @Nullable String failure,
    long costMicros) {

  /// What was found: personal, but for the two figures.
  ///
  /// @param summary in a few sentences
  /// @param outcome what came of the call, in a few words
  /// @param sentiment the caller's: -1.0 is the worst, 1.0 the best
  /// @param leadScore how likely the caller is to buy: 0 to 100
  /// @param topics what it was about
  /// @param followUps what somebody should do now
  public record Findings(
      String summary,
      String outcome,
      double sentiment,
      int leadScore,
      List<String> topics,
      List<String> followUps) {

    /// @throws IllegalArgumentException if a figure is out of its range
    public Findings {
      if (!(sentiment >= -1 && sentiment <= 1)) {
        throw new IllegalArgumentException("sentiment is not between -1.0 and 1.0");
      }
      if (leadScore < 0 || leadScore > 100) {
        throw new IllegalArgumentException("lead score is not between 0 and 100");
      }
      topics = List.copyOf(topics);
      followUps = List.copyOf(followUps);
    }

    /// Never what was found.
    @Override
    public String toString() {
      return "findings";
    }
  }
}
