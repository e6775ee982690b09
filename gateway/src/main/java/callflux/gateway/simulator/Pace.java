package callflux.gateway.simulator;

import java.time.Duration;

/// How fast the model is.
///
/// @param thinking from the decision to answer to the first piece of the answer
/// @param rate how much faster than it can be heard speech is made
/// @param transcribing from the end of a turn to the caller's words
public record Pace(Duration thinking, double rate, Duration transcribing) {

  public Pace {
    if (rate <= 0) {
      throw new IllegalArgumentException("rate must be positive, but is " + rate);
    }
  }

  /// About what the real one shows: an answer after 300 ms, made four times as fast as it is heard.
  public static Pace natural() {
    return new Pace(Duration.ofMillis(300), 4, Duration.ofMillis(250));
  }

  /// Without thinking, and made as fast as it can be sent.
  public static Pace instant() {
    return new Pace(Duration.ZERO, 1e6, Duration.ZERO);
  }
}
