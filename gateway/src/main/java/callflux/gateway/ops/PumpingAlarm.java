package callflux.gateway.ops;

import callflux.gateway.call.Call;
import callflux.gateway.call.CallListener;
import callflux.gateway.call.Callers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells when far more calls than usual come from numbers that begin alike: somebody may earn by
/// them. It refuses nothing.
///
/// What is usual is learnt for each prefix, of the prefixes that called last, so many and no more.
/// A prefix is kept as what stands for it. Safe for any thread.
public final class PumpingAlarm implements CallListener {
  /// Prefixes remembered.
  static final int MOST = 10_000;

  private static final Logger log = LoggerFactory.getLogger(PumpingAlarm.class);

  /// Enough to tell one prefix from another in a log.
  private static final int SHOWN = 8;

  private final Callers callers = new Callers();
  private final InstantSource clock;
  private final long began;
  private final Counter alarms;

  /// The one that has called last comes last.
  private final Map<String, HourlyRate> byPrefix = new LinkedHashMap<>(16, 0.75f, true);

  /// @param clock whose UTC hours are meant
  public PumpingAlarm(MeterRegistry registry, InstantSource clock) {
    this.clock = clock;
    this.began = hour();
    this.alarms =
        Counter.builder("callflux.pumping.alarms")
            .description("Hours in which far more calls than usual came from one prefix")
            .register(registry);
  }

  @Override
  public void admitted(Call call) {
    callers.prefix(call.from()).ifPresent(prefix -> count(call, prefix));
  }

  /// How many prefixes are remembered.
  synchronized int size() {
    return byPrefix.size();
  }

  private synchronized void count(Call call, String prefix) {
    var rate = byPrefix.computeIfAbsent(prefix, _ -> new HourlyRate());
    if (byPrefix.size() > MOST) {
      byPrefix.remove(byPrefix.keySet().iterator().next());
    }
    if (rate.count(hour() - began)) {
      alarms.increment();
      log.atWarn()
          .addKeyValue("number", call.plan().label())
          .addKeyValue("prefix", prefix.substring(0, SHOWN))
          .addKeyValue("calls", rate.calls())
          .addKeyValue("usual", Math.round(rate.usual()))
          .log("far more calls than usual from one prefix");
    }
  }

  private long hour() {
    return TimeUnit.MILLISECONDS.toHours(clock.millis());
  }
}
