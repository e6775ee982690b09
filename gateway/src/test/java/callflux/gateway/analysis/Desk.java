package callflux.gateway.analysis;

import callflux.gateway.analysis.AnalysisConfig.Price;
import callflux.gateway.analysis.AnalysisConfig.Responses;
import callflux.gateway.analysis.AnalysisConfig.Webhook;
import callflux.gateway.archive.CallFile;
import callflux.gateway.config.Secret;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/// Where calls are read in tests: with real sockets, and little patience.
final class Desk implements AutoCloseable {
  static final Duration LONG = Duration.ofSeconds(20);

  /// A dollar for a million tokens in, ten for a million out.
  static final Price PRICE = new Price(1_000_000, 10_000_000);

  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final LoopResources loops = LoopResources.create("desk", 1, true);
  private final Scheduler work = Schedulers.newBoundedElastic(2, 1_000, "desk-work", 60, true);

  static Responses responses(URI url) {
    return new Responses(url, "gpt-5.4-mini", new Secret("sk-canary"), PRICE);
  }

  Outside outside(Duration deadline) {
    var again = new Backoff(5, Duration.ofMillis(2), 2, Duration.ofMillis(10));
    var pace = new ResponsesAnalyst.Pace(deadline, again, LONG);
    return new Outside(
        Outside.client(loops),
        new AnalysisMeters(meters),
        pace,
        new Backoff(8, Duration.ofMillis(2), 2, Duration.ofMillis(10)));
  }

  Reading read(URI url, CallFile call) {
    return read(url, call, LONG);
  }

  Reading read(URI url, CallFile call, Duration deadline) {
    var analyst = outside(deadline).analyst(responses(url), work);
    return Objects.requireNonNull(analyst.read(call).block(LONG));
  }

  WebhookSender sender(Webhook webhook, Shelf shelf) {
    return Objects.requireNonNull(outside(LONG).webhook(webhook, shelf, work));
  }

  /// On threads of its own, which end with it.
  AfterCall afterCall(Shelf shelf, @Nullable Responses responses, @Nullable Webhook webhook) {
    return new AfterCall(
        shelf,
        new AnalysisConfig(responses, webhook, true),
        outside(LONG),
        Schedulers.newBoundedElastic(2, 1_000, "desk-after", 60, true));
  }

  double tries(String result) {
    return meters.counter("callflux.analysis.tries", "result", result).count();
  }

  @Override
  public void close() {
    work.dispose();
    loops.disposeLater(Duration.ZERO, Duration.ofSeconds(2)).block(LONG);
  }
}
