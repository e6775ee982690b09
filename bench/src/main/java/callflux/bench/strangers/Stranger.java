package callflux.bench.strangers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import callflux.bench.load.CallIdentity;
import callflux.bench.load.Line;
import callflux.bench.load.Webhook;
import callflux.bench.load.WebhookSignature;
import java.net.URI;
import java.util.Locale;
import java.util.Map;

/// A way to come to the door without being Twilio.
enum Stranger {
  /// A call's webhook without a signature.
  UNSIGNED {
    @Override
    byte[] request(Line line, EndedCall ended) {
      return webhook(line, "");
    }
  },
  /// A call's webhook, signed with another account's token.
  WRONGLY_SIGNED {
    @Override
    byte[] request(Line line, EndedCall ended) {
      var webhook = Webhook.of(line, CallIdentity.of(line.accountSid()));
      return post(
          line,
          webhook.form(),
          WebhookSignature.sign("another-account's-token", line.publicUrl(), Map.of()));
    }
  },
  /// The webhook of a call that was had, as Twilio signed it.
  REPLAYED_WEBHOOK {
    @Override
    byte[] request(Line line, EndedCall ended) {
      return post(line, ended.webhook().form(), ended.webhook().signature());
    }
  },
  /// The media socket of a call that was had, as Twilio signed it.
  REPLAYED_SOCKET {
    @Override
    byte[] request(Line line, EndedCall ended) {
      String signature = WebhookSignature.sign(line.authToken(), ended.streamUrl(), Map.of());
      return """
      GET %s HTTP/1.1\r
      Host: gateway\r
      Upgrade: websocket\r
      Connection: Upgrade\r
      Sec-WebSocket-Version: 13\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      X-Twilio-Signature: %s\r
      \r
      """
          .formatted(URI.create(ended.streamUrl()).getRawPath(), signature)
          .getBytes(US_ASCII);
    }
  },
  /// A webhook that begins and does not go on.
  SLOW {
    @Override
    byte[] request(Line line, EndedCall ended) {
      return (head(line, 400, "") + "CallSid=CA").getBytes(US_ASCII);
    }
  },
  /// A webhook that says it is five megabytes long, and begins to be.
  OVERSIZED {
    @Override
    byte[] request(Line line, EndedCall ended) {
      return (head(line, 5_000_000, "") + "CallSid=" + "A".repeat(20_000)).getBytes(US_ASCII);
    }
  };

  /// What is sent, all of it.
  abstract byte[] request(Line line, EndedCall ended);

  /// A call that was admitted and is over: what of it could be overheard.
  record EndedCall(Webhook webhook, String streamUrl) {}

  /// As a row's name.
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static byte[] webhook(Line line, String signature) {
    return post(line, Webhook.of(line, CallIdentity.of(line.accountSid())).form(), signature);
  }

  static byte[] post(Line line, String form, String signature) {
    int length = form.getBytes(UTF_8).length;
    return (head(line, length, signature) + form).getBytes(UTF_8);
  }

  private static String head(Line line, int length, String signature) {
    String signed = signature.isEmpty() ? "" : "X-Twilio-Signature: " + signature + "\r\n";
    return """
    POST %s HTTP/1.1\r
    Host: gateway\r
    Connection: close\r
    %sContent-Type: application/x-www-form-urlencoded\r
    Content-Length: %d\r
    \r
    """
        .formatted(line.webhook().getRawPath(), signed, length);
  }
}
