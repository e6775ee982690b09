package callflux.gateway.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Decodes `application/x-www-form-urlencoded`, and refuses what a lenient decoder would guess at.
final class FormDecoder {
  private final byte[] body;
  private int at;

  private FormDecoder(byte[] body) {
    this.body = body;
  }

  /// @throws RequestRefused when the body is no form, or hides a NUL or a line break
  static Map<String, List<String>> decode(byte[] body) {
    var decoder = new FormDecoder(body);
    var fields = new LinkedHashMap<String, List<String>>();
    while (decoder.at < body.length) {
      String name = decoder.textUntil('=');
      String value = decoder.skips('=') ? decoder.textUntil('&') : "";
      decoder.skips('&');
      fields.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
    }
    return fields;
  }

  private boolean skips(char delimiter) {
    boolean there = at < body.length && body[at] == delimiter;
    if (there) {
      at++;
    }
    return there;
  }

  private String textUntil(char delimiter) {
    var octets = new ByteArrayOutputStream();
    while (at < body.length && body[at] != '&' && body[at] != delimiter) {
      octets.write(octet());
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(octets.toByteArray()))
          .toString();
    } catch (CharacterCodingException _) {
      throw malformed();
    }
  }

  private int octet() {
    int octet = body[at++];
    if (octet == '+') {
      return ' ';
    }
    if (octet <= ' ' || octet == 0x7F) {
      throw malformed(); // bytes above 0x7F are negative
    }
    if (octet != '%') {
      return octet;
    }
    if (body.length - at < 2) {
      throw malformed();
    }
    int decoded = digit(body[at++]) << 4 | digit(body[at++]);
    if (decoded == 0 || decoded == '\r' || decoded == '\n') {
      throw malformed();
    }
    return decoded;
  }

  private static int digit(byte octet) {
    int digit = Character.digit(octet, 16);
    if (digit < 0) {
      throw malformed();
    }
    return digit;
  }

  private static RequestRefused malformed() {
    return new RequestRefused(Refusal.of(HttpResponseStatus.BAD_REQUEST, "bad_form"));
  }
}
