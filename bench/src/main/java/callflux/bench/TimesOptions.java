package callflux.bench;

import callflux.bench.crowd.CrowdPlan;
import java.time.Duration;
import picocli.CommandLine.Option;

/// Options of how long each part of a load takes; whoever mixes them in says the usual times.
final class TimesOptions {
  @Option(
      names = "--per-second",
      converter = Positive.class,
      paramLabel = "N",
      description = "Calls begun a second.")
  private int perSecond;

  @Option(names = "--warm-up", paramLabel = "S", description = "With all calls up, unmeasured.")
  private int warmUp;

  @Option(
      names = "--seconds",
      converter = Positive.class,
      paramLabel = "S",
      description = "Measured.")
  private int seconds;

  TimesOptions(int perSecond, int warmUp, int seconds) {
    this.perSecond = perSecond;
    this.warmUp = warmUp;
    this.seconds = seconds;
  }

  /// All calls last until the end.
  CrowdPlan.Times plateau() {
    return churned(Duration.ZERO);
  }

  /// @param holding how long a call lasts in the middle; zero is until the end
  CrowdPlan.Times churned(Duration holding) {
    return new CrowdPlan.Times(
        perSecond, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds), holding);
  }

  /// How long is measured.
  Duration measured() {
    return Duration.ofSeconds(seconds);
  }

  /// How long a load of so many calls takes, about.
  Duration whole(int calls) {
    return Progress.ofLoad(calls, perSecond, warmUp, seconds);
  }
}
