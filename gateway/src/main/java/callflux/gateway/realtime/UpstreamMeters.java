package callflux.gateway.realtime;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Arrays;

/// What is counted of the model's side, all under `callflux.upstream`.
final class UpstreamMeters {
  private final MeterRegistry registry;
  private final Counter retries;
  private final Counter malformed;
  private final Counter fallbacks;

  UpstreamMeters(MeterRegistry registry) {
    this.registry = registry;
    this.retries =
        Counter.builder("callflux.upstream.retries")
            .description("Further tries to reach the model's server after one that failed")
            .register(registry);
    this.malformed =
        Counter.builder("callflux.upstream.malformed")
            .description("Messages of the model's server that could not be read")
            .register(registry);
    this.fallbacks =
        Counter.builder("callflux.upstream.session.fallbacks")
            .description("Sessions that were refused as configured and set up with the least")
            .register(registry);
    // From the beginning, so that the first one is a rise.
    Arrays.stream(ErrorKind.values()).forEach(this::errors);
  }

  /// How every try came out, and how long it took to come out.
  Timer handshake(String result) {
    return Timer.builder("callflux.upstream.handshake")
        .description("Time of one try to open a session, from name look-up to upgrade")
        .tag("result", result)
        .register(registry);
  }

  /// How the dial of one call came out, after all its tries.
  void dialled(String result) {
    Counter.builder("callflux.upstream.dials")
        .description("Dials of the model, by what came of them")
        .tag("result", result)
        .register(registry)
        .increment();
  }

  void retried() {
    retries.increment();
  }

  void malformed() {
    malformed.increment();
  }

  void fellBack() {
    fallbacks.increment();
  }

  /// An `error` event.
  void error(ErrorKind kind) {
    errors(kind).increment();
  }

  private Counter errors(ErrorKind kind) {
    return Counter.builder("callflux.upstream.errors")
        .description("Error events of the model's server, by what is done about them")
        .tag("kind", kind.label())
        .register(registry);
  }
}
