package callflux.gateway.ops;

import callflux.gateway.call.Admission;
import callflux.gateway.call.Call;
import callflux.gateway.call.CallListener;
import io.micrometer.core.instrument.MeterRegistry;

/// Counts the calls that were turned away, by why and by the plan of the number they were for.
public final class DoorMeters implements CallListener {
  private final MeterRegistry registry;

  public DoorMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void turnedAway(Call call, Admission.Reason reason) {
    registry
        .counter(
            "callflux.calls.turned.away", "reason", reason.label(), "number", call.plan().label())
        .increment();
  }
}
