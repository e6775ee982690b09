package callflux.gateway.ops;

import callflux.gateway.call.Call;
import callflux.gateway.call.CallEvent;
import callflux.gateway.call.CallListener;
import callflux.gateway.call.CallSummary;
import callflux.gateway.call.Termination;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/// One trace a call, with a span for each turn, sent when the call is over. While it lasts a few
/// figures a turn are noted; spans are made and sent elsewhere, so that a collector that is slow,
/// or gone, is nothing to a call.
final class CallTraces implements CallListener {
  private final InstantSource clock;
  private final TraceExport export;
  private final Map<String, CallRecording> bySid = new ConcurrentHashMap<>();

  CallTraces(InstantSource clock, TraceExport export) {
    this.clock = clock;
    this.export = export;
  }

  /// @param endpoint base of an OTLP collector that speaks HTTP
  static CallTraces to(URI endpoint, MeterRegistry registry) {
    return new CallTraces(InstantSource.system(), new TraceExport(endpoint, registry));
  }

  @Override
  public void answered(Call call) {
    bySid.put(call.callSid(), new CallRecording(clock.instant()));
  }

  @Override
  public void happened(Call call, CallEvent event) {
    var recording = bySid.get(call.callSid());
    if (recording != null) {
      recording.on(event, clock.instant());
    }
  }

  @Override
  public void ended(Call call, Termination termination, CallSummary summary) {
    var now = clock.instant();
    var recording = bySid.remove(call.callSid());
    // Without an answer: its model could not be reached.
    var whole = recording == null ? new CallRecording(now.minus(summary.length())) : recording;
    export.send(call, termination, whole.end(now));
  }

  /// Sends what waits to be sent. Completes when that has been done, or has failed.
  Mono<Void> flush() {
    return export.close();
  }
}
