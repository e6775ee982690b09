package callflux.gateway;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import callflux.gateway.analysis.AfterCall;
import callflux.gateway.call.Call;
import callflux.gateway.call.CallListener;
import callflux.gateway.call.CallSummary;
import callflux.gateway.call.Termination;
import java.time.Duration;
import reactor.core.scheduler.Schedulers;

/// Has a call read a moment after it has ended, and not only when somebody looks for calls to read.
///
/// @param readers who are told that there is something
record ReadSoon(AfterCall readers) implements CallListener {
  /// As a rule all of it is in the database by then; if not, they find it when they look again.
  private static final Duration SHIPPED = Duration.ofSeconds(1);

  @Override
  public void ended(Call call, Termination termination, CallSummary summary) {
    Schedulers.parallel().schedule(readers::nudge, SHIPPED.toMillis(), MILLISECONDS);
  }
}
