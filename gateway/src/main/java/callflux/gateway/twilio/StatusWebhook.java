package callflux.gateway.twilio;

import callflux.gateway.call.Calls;
import callflux.gateway.twilio.SignedForms.Form;
import java.util.Set;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/// Twilio tells how a call, or its media stream, fares.
final class StatusWebhook {
  static final String PATH = "/twilio/status";

  private static final Set<String> FINAL =
      Set.of("completed", "busy", "failed", "no-answer", "canceled");
  private static final Set<String> STREAM_EVENTS =
      Set.of("stream-started", "stream-stopped", "stream-error");

  private final SignedForms forms;
  private final Calls calls;
  private final TwilioMeters meters;

  StatusWebhook(SignedForms forms, Calls calls, TwilioMeters meters) {
    this.forms = forms;
    this.calls = calls;
    this.meters = meters;
  }

  /// Completes once it is noted; fails with [callflux.gateway.http.RequestRefused]. What it does
  /// not know it lets pass: Twilio may tell more one day.
  Mono<Void> told(HttpServerRequest request) {
    return forms.read(request).doOnNext(this::note).then();
  }

  private void note(Form form) {
    var streamEvent = form.field("StreamEvent");
    if (STREAM_EVENTS.contains(streamEvent)) {
      meters.streamEvent(streamEvent);
    } else if (FINAL.contains(form.field("CallStatus"))) {
      calls.ended(form.field("CallSid"));
    }
  }
}
