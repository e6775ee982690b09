package callflux.gateway.ops;

import static java.util.concurrent.TimeUnit.MINUTES;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/// Reminds whoever reads the log that this gateway believes everybody.
public final class LocalModeWarning {
  private static final Logger log = LoggerFactory.getLogger(LocalModeWarning.class);

  private LocalModeWarning() {}

  /// Warns now, and once a minute from then on.
  ///
  /// @return disposing of it ends the warnings
  public static Disposable everyMinute(Scheduler scheduler) {
    return scheduler.schedulePeriodically(LocalModeWarning::warn, 0, 1, MINUTES);
  }

  private static void warn() {
    log.warn("local mode: nothing is signed, and only this host is served; not for production");
  }
}
