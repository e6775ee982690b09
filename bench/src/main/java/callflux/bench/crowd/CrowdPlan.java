package callflux.bench.crowd;

import callflux.bench.load.Line;
import java.time.Duration;

/// How many call, whom, and for how long.
///
/// @param line whom they call; ignored if relayed
/// @param relayed the port of a relay on this host, whose far end is the model; 0 if a gateway is
///   called
/// @param calls at once, once all have begun
/// @param frameMillis how often each caller sends: 20 as people do, more where calls are to be held
///   rather than heard
public record CrowdPlan(
    Line line, int relayed, int calls, int frameMillis, Profile profile, Times times) {

  /// How long each part of it takes.
  ///
  /// @param perSecond calls begun a second until all have
  /// @param warmUp with all calls up, before anything is measured
  /// @param measured what is measured
  /// @param holding how long a call lasts in the middle, exponentially spread, with new ones
  ///   arriving by chance (Poisson) to make up for it; zero is a flat plateau
  public record Times(int perSecond, Duration warmUp, Duration measured, Duration holding) {}
}
