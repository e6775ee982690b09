package callflux.gateway.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.call.Calls;
import callflux.gateway.stream.StreamLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests that are not Twilio's, or not as Twilio makes them: answered with a status, nothing
/// else, and the end of the connection; and no model is dialled.
class StrangersAreTurnedAwayTest {
  private static final String PATH = VoiceWebhook.PATH;
  private static final String FORM = Http.encoded(Rig.incoming());
  private static final String SIGNATURE = Rig.signed(PATH, Rig.incoming());
  private static final String WRONG = Rig.signed("/another/path", Rig.incoming());
  private static final String NONCE = "0123456789abcdef0123456789abcdef";

  private final Rig rig = new Rig();

  @AfterEach
  void stop() {
    rig.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"signatures", "forms", "bodies", "sockets"})
  void isRefused(String row, String request, int status, String counted) {
    var answer = Http.ask(rig.port(), request);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.closed()).as("connection closed").isTrue();
    assertThat(answer.headers().keySet())
        .isSubsetOf("connection", "content-length", "allow", "upgrade", "sec-websocket-version");
    assertThat(rig.model.dialled()).isZero();
    if (!counted.isEmpty()) {
      assertThat(rig.counted("auth.failures", counted)).isEqualTo(1);
    }
  }

  static Stream<Arguments> signatures() {
    return Stream.of(
        row("1 no signature", Http.post(PATH, FORM), 403, "absent"),
        row("2 signature of the wrong length", Http.post(PATH, FORM, "AAAA"), 403, "mismatch"),
        row("2 wrong signature", Http.post(PATH, FORM, WRONG), 403, "mismatch"),
        row("2 signature without end", Http.post(PATH, FORM, "A".repeat(9_000)), 431, ""),
        row(
            "3 two signatures, the first right",
            Http.post(PATH, FORM, SIGNATURE, WRONG),
            403,
            "repeated_header"),
        row(
            "3 two signatures, the second right",
            Http.post(PATH, FORM, WRONG, SIGNATURE),
            403,
            "repeated_header"),
        row(
            "4 one byte of the body changed",
            Http.post(PATH, FORM.replace("0199", "0198"), SIGNATURE),
            403,
            "mismatch"),
        row("4 a field added", Http.post(PATH, FORM + "&Digits=1", SIGNATURE), 403, "mismatch"),
        signed("4 a field twice", Rig.incoming("From", "+1", "+2"), 403, "repeated_field"),
        row("5 signed for http", to(signedFor("http://voice.example.com")), 403, "mismatch"),
        row("5 signed for another host", to(signedFor("https://evil.example")), 403, "mismatch"),
        row(
            "5 signed for another port",
            to(signedFor("https://voice.example.com:8443")),
            403,
            "mismatch"),
        row(
            "5 signed for the host that a header names",
            to(signedFor("https://evil.example")).replace("Host: gateway", "Host: evil.example"),
            403,
            "mismatch"),
        row(
            "5 signed for the host that a proxy is said to have seen",
            to(signedFor("https://evil.example"))
                .replace("Host: gateway", "Host: gateway\r\nX-Forwarded-Host: evil.example"),
            403,
            "mismatch"));
  }

  static Stream<Arguments> forms() {
    return Stream.of(
        signed(
            "7 somebody else's account",
            Rig.incoming("AccountSid", "AC" + "f".repeat(32)),
            403,
            "account"),
        signed("7 no account", Rig.incoming("AccountSid", ""), 403, "account"),
        signed("call SID of the wrong shape", Rig.incoming("CallSid", "CA-1"), 400, ""),
        signed("caller's address without end", Rig.incoming("From", "9".repeat(300)), 400, ""),
        row(
            "8 JSON",
            Http.post(PATH, FORM, SIGNATURE)
                .replace("application/x-www-form-urlencoded", "application/json"),
            415,
            ""),
        row("11 NUL", Http.post(PATH, FORM + "&X=%00", SIGNATURE), 400, ""),
        row("11 line break", Http.post(PATH, FORM + "&X=%0d%0aY", SIGNATURE), 400, ""),
        row("11 no hex", Http.post(PATH, FORM + "&X=%zz", SIGNATURE), 400, ""),
        row("11 bad UTF-8", Http.post(PATH, FORM + "&X=%c3%28", SIGNATURE), 400, ""),
        row(
            "80 unsigned status callback",
            Http.post(StatusWebhook.PATH, Http.encoded(Rig.incoming("CallStatus", "completed"))),
            403,
            "absent"));
  }

  static Stream<Arguments> bodies() {
    var form = "Content-Type: application/x-www-form-urlencoded\r\n";
    var chunked = Http.head(PATH, SIGNATURE) + form + "Transfer-Encoding: chunked\r\n\r\n";
    return Stream.of(
        row(
            "9 five megabytes declared",
            Http.head(PATH, SIGNATURE) + form + "Content-Length: 5000000\r\n\r\n" + FORM,
            413,
            ""),
        row("10 more than 16 KiB in chunks", chunked + chunk(9_000) + chunk(9_000), 413, ""),
        row("10 a body that does not end", chunked + chunk(100), 408, ""));
  }

  static Stream<Arguments> sockets() {
    var path = MediaStreamSocket.PATH + NONCE;
    return Stream.of(
        row("27 unsigned upgrade", Http.upgrade(path), 403, "absent"),
        row(
            "27 upgrade signed for another path",
            Http.upgrade(path, Rig.signed("wss://voice.example.com/twilio/media/other")),
            403,
            "mismatch"),
        row(
            "27 upgrade signed for https",
            Http.upgrade(path, Rig.signed("https://voice.example.com" + path)),
            403,
            "mismatch"),
        row(
            "28 nonce that was never given",
            Http.upgrade(path, Rig.signed("wss://voice.example.com" + path)),
            403,
            "nonce"),
        row("28 nonce without end", Http.upgrade(path + "0".repeat(5_000)), 414, ""));
  }

  @Test
  void nonceIsWorthNothingTheSecondTime() {
    var url = rig.streamUrl();
    var first = Twilio.connects(rig.port(), url).starts();

    assertThat(upgraded(rig, url)).isEqualTo(403);

    first.says(Twilio.media(Voice.base64(1), 0));
    assertThat(rig.model.line().hears(1)).containsExactly(Voice.frame(1));
  }

  @Test
  void nonceIsWorthNothingWhenItHasExpired() {
    // Long enough to be handed out first.
    var brief = new Calls.Terms(10, Duration.ofMillis(500));
    try (var hasty = new Rig(brief, StreamLimits.production())) {
      var url = hasty.streamUrl();
      hasty.model.line().isClosed();

      assertThat(upgraded(hasty, url)).isEqualTo(403);
    }
  }

  @Test
  void webhookThatIsReplayedAfterTheCallHangsUp() {
    rig.connected().starts().says(Twilio.stop()).closed();
    rig.outcome();

    var answer = rig.posts(PATH, Rig.incoming());

    assertThat(Xml.elements(answer.body())).containsExactly("Response", "Hangup");
    assertThat(rig.model.dialled()).isEqualTo(1);
  }

  private static int upgraded(Rig rig, String url) {
    var path = url.substring("wss://voice.example.com".length());
    return Http.ask(rig.port(), Http.upgrade(path, Rig.signed(url))).status();
  }

  private static Arguments row(String row, String request, int status, String counted) {
    return Arguments.of(row, request, status, counted);
  }

  private static Arguments signed(
      String row, Map<String, List<String>> form, int status, String counted) {
    return row(row, Http.post(PATH, Http.encoded(form), Rig.signed(PATH, form)), status, counted);
  }

  private static String signedFor(String origin) {
    return Rig.signedAt(origin + PATH, Rig.incoming());
  }

  private static String to(String signature) {
    return Http.post(PATH, FORM, signature);
  }

  private static String chunk(int bytes) {
    return Integer.toHexString(bytes) + "\r\n" + "a".repeat(bytes) + "\r\n";
  }
}
