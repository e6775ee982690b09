package callflux.gateway.http;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts what is refused, and says so once a second at most.
final class RefusalLog {
  private static final Logger log = LoggerFactory.getLogger(RefusalLog.class);

  static {
    // Draws its key, which blocks, ahead of the first event loop that needs it.
    PeerHash.of(null);
  }

  private final LogLimit limit = LogLimit.oncePerSecond();
  private final MeterRegistry meters;

  RefusalLog(MeterRegistry meters) {
    this.meters = meters;
  }

  void refused(Refusal refusal, @Nullable SocketAddress peer) {
    meters.counter("callflux.http.refused", "reason", refusal.reason()).increment();
    limit.run(unsaid ->
        log.atWarn()
            .addKeyValue("status", refusal.status().code())
            .addKeyValue("reason", refusal.reason())
            .addKeyValue("peer", PeerHash.of(peer))
            .addKeyValue("unsaid", unsaid)
            .log("HTTP request refused"));
  }
}
