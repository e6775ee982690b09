package callflux.gateway.twilio;

import callflux.gateway.http.FormBody;
import callflux.gateway.http.Limits;
import callflux.gateway.http.Refusal;
import callflux.gateway.http.RequestRefused;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/// Reads the forms that Twilio posts, and no others.
final class SignedForms {
  private static final Limits.Form LIMITS = Limits.production().form();

  private final TwilioConfig config;
  private final SignatureCheck signatures;
  private final Complaints complaints;

  SignedForms(TwilioConfig config, SignatureCheck signatures, Complaints complaints) {
    this.config = config;
    this.signatures = signatures;
    this.complaints = complaints;
  }

  /// A form's decoded fields.
  record Form(Map<String, List<String>> fields) {

    /// The first value of a field; empty if there is none.
    String field(String name) {
      return fields.getOrDefault(name, List.of("")).getFirst();
    }

    /// Names only: the values are the caller's business.
    @Override
    public String toString() {
      return fields.keySet().toString();
    }
  }

  /// A form that is signed and of an account of ours; else fails with [RequestRefused].
  Mono<Form> read(HttpServerRequest request) {
    return FormBody.read(request, LIMITS).map(fields -> believed(request, new Form(fields)));
  }

  private Form believed(HttpServerRequest request, Form form) {
    var url = config.url(request.uri());
    if (!signatures.passes(request, url, form.fields())) {
      throw forbidden("signature");
    }
    if (!config.isOurs(form.field("AccountSid"))) {
      complaints.notBelieved(request.remoteAddress(), "account", url);
      throw forbidden("account");
    }
    return form;
  }

  private static RequestRefused forbidden(String reason) {
    return new RequestRefused(Refusal.of(HttpResponseStatus.FORBIDDEN, reason));
  }
}
