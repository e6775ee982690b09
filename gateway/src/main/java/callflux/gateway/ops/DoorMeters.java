package callflux.gateway.ops;

import callflux.gateway.agent.NumberPlan;
import callflux.gateway.call.Admission;
import callflux.gateway.call.Call;
import callflux.gateway.call.CallListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// Counts the calls that were turned away, by why and by the plan of the number they were for.
public final class DoorMeters implements CallListener {
  private final MeterRegistry registry;

  /// Begins with none of any kind, so that the first one is seen to be one more.
  public DoorMeters(MeterRegistry registry) {
    this.registry = registry;
    for (var reason : Admission.Reason.values()) {
      var _ = turnedAway(reason, NumberPlan.OTHERS);
    }
  }

  @Override
  public void turnedAway(Call call, Admission.Reason reason) {
    turnedAway(reason, call.plan().label()).increment();
  }

  private Counter turnedAway(Admission.Reason reason, String number) {
    return registry.counter(
        "callflux.calls.turned.away", "reason", reason.label(), "number", number);
  }
}
