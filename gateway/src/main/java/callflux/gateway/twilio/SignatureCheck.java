package callflux.gateway.twilio;

import callflux.codec.twilio.RequestSignature;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServerRequest;

/// Tells Twilio's requests from other people's.
///
/// The URL is made of the configured origin and the request's own path, never of a header: whoever
/// sends the request writes its headers.
final class SignatureCheck {
  private static final String HEADER = "X-Twilio-Signature";

  private final @Nullable RequestSignature signature;
  private final Complaints complaints;

  SignatureCheck(TwilioConfig config, Complaints complaints) {
    this.signature = config.signed() ? config.signature() : null;
    this.complaints = complaints;
  }

  /// Whether the request may be believed. One that may not has been counted and logged.
  ///
  /// @param url that Twilio should have signed
  /// @param form its fields with all their values; none for a GET
  boolean passes(HttpServerRequest request, String url, Map<String, List<String>> form) {
    if (signature == null) {
      return true;
    }
    var headers = request.requestHeaders().getAll(HEADER);
    // Reckoned whatever else is wrong, so that the time of the answer tells nothing.
    boolean right = signature.matches(url, form, headers.isEmpty() ? null : headers.getFirst());
    var fault = fault(headers, form, right);
    if (!fault.isEmpty()) {
      complaints.notBelieved(request.remoteAddress(), fault, url);
    }
    return fault.isEmpty();
  }

  private static String fault(List<String> headers, Map<String, List<String>> form, boolean right) {
    if (headers.isEmpty()) {
      return "absent";
    }
    if (headers.size() > 1) {
      return "repeated_header";
    }
    // Twilio sends no field of a call twice; who reads the first may not be who signed the second.
    if (form.values().stream().anyMatch(values -> values.size() > 1)) {
      return "repeated_field";
    }
    return right ? "" : "mismatch";
  }
}
