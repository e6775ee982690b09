package callflux.gateway.ops;

import callflux.gateway.call.Call;
import callflux.gateway.call.CallEvent;
import callflux.gateway.call.CallListener;
import callflux.gateway.call.CallSummary;
import callflux.gateway.call.Termination;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Knows what each live call is doing. Safe for any thread; nothing is written down until somebody
/// asks.
final class LiveCalls implements CallListener {
  private final InstantSource clock;
  private final Map<String, LiveCall> bySid = new ConcurrentHashMap<>();

  LiveCalls(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void answered(Call call) {
    bySid.put(call.callSid(), new LiveCall(call, clock));
  }

  @Override
  public void happened(Call call, CallEvent event) {
    var live = bySid.get(call.callSid());
    if (live != null) {
      live.on(event);
    }
  }

  @Override
  public void ended(Call call, Termination termination, CallSummary summary) {
    bySid.remove(call.callSid());
  }

  List<LiveCall> all() {
    return List.copyOf(bySid.values());
  }

  Optional<LiveCall> of(String callSid) {
    return Optional.ofNullable(bySid.get(callSid));
  }
}
