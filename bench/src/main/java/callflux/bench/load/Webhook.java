package callflux.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// What Twilio asks when a number is called: the request's form, and the signature on it.
public record Webhook(String form, String signature) {

  /// For one call of the line.
  public static Webhook of(Line line, CallIdentity identity) {
    Map<String, String> fields = fields(line, identity);
    String form =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    String signature = WebhookSignature.sign(line.authToken(), line.signedWebhook(), fields);
    return new Webhook(form, signature);
  }

  /// An empty field, and one with every kind of character, are among them because Twilio signs
  /// those too.
  private static Map<String, String> fields(Line line, CallIdentity identity) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("CallSid", identity.callSid());
    fields.put("AccountSid", identity.accountSid());
    fields.put("From", line.numbers().from());
    fields.put("To", line.numbers().to());
    fields.put("Caller", line.numbers().from());
    fields.put("Called", line.numbers().to());
    fields.put("CallStatus", "ringing");
    fields.put("Direction", "inbound");
    fields.put("ApiVersion", "2010-04-01");
    fields.put("FromCity", "");
    fields.put("FromCountry", "US");
    fields.put("ToCity", "SAN JOSÉ");
    fields.put("StirVerstat", "TN-Validation-Passed-A");
    fields.put("CallToken", "{\"parentCallInfoToken\":\"a+b/c==&d\"}");
    return fields;
  }
}
