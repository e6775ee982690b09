package callflux.bench;

import callflux.bench.crowd.CrowdPlan;
import callflux.bench.crowd.Profile;
import java.time.Duration;
import picocli.CommandLine.Mixin;
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

  @Mixin private TimesOptions times = new TimesOptions(50, 10, 20);

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

  /// How long it takes, about.
  Duration whole() {
    return times.whole(calls);
  }

  CrowdPlan.Times times() {
    return times.churned(Duration.ofSeconds(holding));
  }
}
