package callflux.bench;

import callflux.bench.crowd.CrowdPlan;
import callflux.bench.crowd.Profile;
import java.time.Duration;
import picocli.CommandLine.Option;

/// Options of one load: how many call, and for how long.
final class CallersOptions {
  @Option(
      names = "--calls",
      converter = Positive.class,
      defaultValue = "100",
      description = "At once.")
  private int calls;

  @Option(
      names = "--profile",
      defaultValue = "ECHO",
      description = "What goes on in them: ${COMPLETION-CANDIDATES}.")
  private Profile profile = Profile.ECHO;

  @Option(
      names = "--per-second",
      converter = Positive.class,
      defaultValue = "50",
      description = "Calls begun a second.")
  private int perSecond;

  @Option(names = "--warm-up", paramLabel = "S", defaultValue = "10", description = "Unmeasured.")
  private int warmUp;

  @Option(
      names = "--seconds",
      converter = Positive.class,
      paramLabel = "S",
      defaultValue = "20",
      description = "Measured.")
  private int seconds;

  @Option(
      names = "--holding",
      paramLabel = "S",
      defaultValue = "0",
      description = "How long a call lasts in the middle, by chance; 0 is until the end.")
  private int holding;

  @Option(
      names = "--frame",
      converter = Positive.class,
      paramLabel = "MS",
      defaultValue = "20",
      description = "How often each caller sends a frame.")
  private int frame;

  int calls() {
    return calls;
  }

  int frameMillis() {
    return frame;
  }

  Profile profile() {
    return profile;
  }

  CrowdPlan.Times times() {
    return new CrowdPlan.Times(
        perSecond,
        Duration.ofSeconds(warmUp),
        Duration.ofSeconds(seconds),
        Duration.ofSeconds(holding));
  }
}
