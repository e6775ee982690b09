package callflux.gateway.twilio;

import callflux.gateway.agent.AgentDirectory;
import callflux.gateway.call.Admission;
import callflux.gateway.call.Call;
import callflux.gateway.call.Call.Caller;
import callflux.gateway.call.Calls;
import callflux.gateway.http.Refusal;
import callflux.gateway.http.RequestRefused;
import callflux.gateway.twilio.SignedForms.Form;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/// Twilio asks what to do with a call: when it comes in, and when its media socket has closed.
final class VoiceWebhook {
  static final String PATH = "/twilio/voice";

  /// What the sample bridges call it: a number set up for one of them works unchanged.
  static final String ALIAS = "/incoming";

  static final String AFTER_STREAM = "/twilio/after-stream";

  private static final Pattern CALL_SID = Pattern.compile("CA[0-9a-fA-F]{32}");

  /// No telephone number, and no SIP address worth answering, is longer.
  private static final int MAX_ADDRESS = 256;

  private final SignedForms forms;
  private final Calls calls;
  private final Supplier<AgentDirectory> agents;
  private final VoiceAnswers answers;
  private final TwilioMeters meters;

  /// @param agents who answers which number just now
  VoiceWebhook(
      SignedForms forms,
      Calls calls,
      Supplier<AgentDirectory> agents,
      VoiceAnswers answers,
      TwilioMeters meters) {
    this.forms = forms;
    this.calls = calls;
    this.agents = agents;
    this.answers = answers;
    this.meters = meters;
  }

  /// A call comes in.
  ///
  /// @return TwiML; fails with [RequestRefused]
  Mono<String> incoming(HttpServerRequest request) {
    return forms.read(request).map(this::answer);
  }

  /// A call's media socket has closed.
  ///
  /// @return TwiML; fails with [RequestRefused]
  Mono<String> afterStream(HttpServerRequest request) {
    return forms.read(request).map(this::conclude);
  }

  private String answer(Form form) {
    var callSid = callSid(form);
    var from = address(form, "From");
    var to = address(form, "To");
    // Known and over: this request is an old one, sent again.
    if (calls.outcome(callSid).isPresent()) {
      meters.answered("hang_up");
      return answers.hangUp();
    }
    return agents
        .get()
        .plan(to)
        .map(plan ->
            answer(new Call(callSid, form.field("AccountSid"), from, to, plan, caller(form))))
        .orElseGet(this::nobody);
  }

  private static Caller caller(Form form) {
    return new Caller(
        form.field("CallerName"),
        form.field("FromCity"),
        form.field("FromState"),
        form.field("FromZip"),
        form.field("FromCountry"));
  }

  private String nobody() {
    meters.answered("nobody");
    return answers.busy();
  }

  private String answer(Call call) {
    var hours = call.agent().hours();
    // To tell the hours is to answer, and an answered call earns somebody money.
    if (call.isWelcome() && hours != null && !hours.areOpen(Instant.now())) {
      meters.answered("closed");
      return answers.closed(hours.closed());
    }
    var admission = calls.admit(call);
    meters.answered(admission.given().isPresent() ? "connect" : "busy");
    return switch (admission) {
      case Admission.Admitted(var ticket) -> answers.connect(ticket);
      case Admission.TurnedAway(var reason) when reason.isForWantOfRoom() ->
          answers.overflow(call.plan().door().overflow());
      case Admission.TurnedAway _ -> answers.busy();
    };
  }

  private String conclude(Form form) {
    var callSid = callSid(form);
    var twiml = answers.afterStream(calls.outcome(callSid));
    // A ticket nobody came with: the socket was refused on its way, and will not be tried again.
    calls.ended(callSid);
    meters.answered("after_stream");
    return twiml;
  }

  private static String callSid(Form form) {
    var callSid = form.field("CallSid");
    if (!CALL_SID.matcher(callSid).matches()) {
      throw malformed("call_sid");
    }
    return callSid;
  }

  private static String address(Form form, String field) {
    var address = form.field(field);
    if (address.length() > MAX_ADDRESS) {
      throw malformed("address");
    }
    return address;
  }

  private static RequestRefused malformed(String reason) {
    return new RequestRefused(Refusal.of(HttpResponseStatus.BAD_REQUEST, reason));
  }
}
