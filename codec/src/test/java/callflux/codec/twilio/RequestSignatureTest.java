package callflux.codec.twilio;

import static callflux.codec.twilio.SignatureVectors.BODY;
import static callflux.codec.twilio.SignatureVectors.BODY_HASH;
import static callflux.codec.twilio.SignatureVectors.CALL;
import static callflux.codec.twilio.SignatureVectors.CALL_SIGNATURE;
import static callflux.codec.twilio.SignatureVectors.NOTHING;
import static callflux.codec.twilio.SignatureVectors.STREAM;
import static callflux.codec.twilio.SignatureVectors.TOKEN;
import static callflux.codec.twilio.SignatureVectors.URL;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestSignatureTest {
  private final RequestSignature signature = new RequestSignature(List.of(TOKEN));

  @ParameterizedTest
  @MethodSource("callflux.codec.twilio.SignatureVectors#all")
  void signsAsTwilioDoes(SignatureVectors.Vector vector) {
    assertThat(signature.sign(vector.signed(), vector.form())).isEqualTo(vector.signature());
  }

  @ParameterizedTest
  @MethodSource("callflux.codec.twilio.SignatureVectors#all")
  void knowsWhatTwilioSigned(SignatureVectors.Vector vector) {
    assertThat(signature.matches(vector.given(), vector.form(), vector.signature())).isTrue();
  }

  @ParameterizedTest
  @MethodSource("callflux.codec.twilio.SignatureVectors#all")
  void doesNotKnowWhatWasSignedWithAnotherToken(SignatureVectors.Vector vector) {
    var other = new RequestSignature(List.of("12346"));
    assertThat(other.matches(vector.given(), vector.form(), vector.signature())).isFalse();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "=",
        "AAAA",
        "NOTRSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "RSOYDt4T1cUTdK1PDd93/VVr8B8",
        "RSOYDt4T1cUTdK1PDd93/VVr8B9=",
        "RSOYDt4T1cUTdK1PDd93_VVr8B8=",
        "rSOYDt4T1cUTdK1PDd93/VVr8B8=",
        " RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "RSOYDt4T1cUTdK1PDd93/VVr8B8=\n",
        "RSOYDt4T1cUTdK1PDd93/VVr8B8=RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "no base64 at all: ñ \uD83D",
      })
  void aHeaderThatIsNotTheSignatureNeverMatches(String header) {
    assertThat(signature.matches(URL, CALL, header)).isFalse();
  }

  @Test
  void aHeaderOfSixtyFourKibibytesNeverMatches() {
    assertThat(signature.matches(URL, CALL, CALL_SIGNATURE.repeat(2341))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "http://mycompany.com/myapp.php?foo=1&bar=2",
    "https://mycompany.org/myapp.php?foo=1&bar=2",
    "https://mycompany.com:8443/myapp.php?foo=1",
    "https://mycompany.com/myapp.php?bar=2&foo=1",
    "https://mycompany.com/myapp.php/?foo=1&bar=2",
    "https://mycompany.com/myapp.php?foo=1&bar=2/",
    "wss://mycompany.com/myapp.php?foo=1&bar=2",
    "mycompany.com/myapp.php?foo=1&bar=2",
    "://",
    "''",
  })
  void theSignatureOfOneUrlIsNotThatOfAnother(String url) {
    assertThat(signature.matches(url, CALL, CALL_SIGNATURE)).isFalse();
  }

  @Test
  void aStreamIsNotSignedAsAWebPage() {
    String ofWebPage = "Mq5qllSf+ykIJXjR6CcZ2h2USZ0=";
    assertThat(signature.sign("https://mycompany.com/media-stream", NOTHING)).isEqualTo(ofWebPage);
    assertThat(signature.matches(STREAM, NOTHING, ofWebPage)).isFalse();
  }

  @Test
  void oneMoreFieldOneLessOrOneChangedDoesNotMatch() {
    var more = new HashMap<>(CALL);
    more.put("Zone", List.of("1"));
    var less = new HashMap<>(CALL);
    less.remove("Digits");
    var changed = new HashMap<>(CALL);
    changed.put("Digits", List.of("1235"));
    var repeated = new HashMap<>(CALL);
    repeated.put("From", List.of("+14158675309", "+19005551212"));

    assertThat(List.of(more, less, changed, repeated))
        .noneMatch(form -> signature.matches(URL, form, CALL_SIGNATURE));
  }

  @Test
  void whileTokensAreRotatedEitherWillDoAndTheFirstSigns() {
    var rotating = new RequestSignature(List.of("67890", TOKEN));

    assertThat(rotating.matches(URL, CALL, CALL_SIGNATURE)).isTrue();
    assertThat(rotating.matches(URL, CALL, rotating.sign(URL, CALL))).isTrue();
    assertThat(rotating.sign(URL, CALL))
        .isEqualTo(new RequestSignature(List.of("67890")).sign(URL, CALL))
        .isNotEqualTo(CALL_SIGNATURE);
  }

  @Test
  void thereIsNoSigningWithoutAToken() {
    assertThatIllegalArgumentException().isThrownBy(() -> new RequestSignature(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new RequestSignature(List.of(TOKEN, "")));
  }

  @Test
  void theOrderOfValuesDoesNotMatter() {
    var ordered = Map.of("Digits", List.of("1234", "5678"));
    var shuffled = Map.of("Digits", List.of("5678", "1234", "5678"));
    assertThat(signature.sign(URL, ordered)).isEqualTo(signature.sign(URL, shuffled));
  }

  @Test
  void aBodyIsTheOneWhoseHashTheUrlNames() {
    byte[] body = BODY.getBytes(UTF_8);

    assertThat(RequestSignature.matchesBody(URL + "&" + BODY_HASH, body)).isTrue();
    assertThat(RequestSignature.matchesBody("https://a.example/?" + BODY_HASH, body)).isTrue();
    assertThat(RequestSignature.matchesBody("https://a.example/?" + BODY_HASH, new byte[0]))
        .isFalse();
    assertThat(RequestSignature.matchesBody(URL, body)).as("no hash").isFalse();
    assertThat(RequestSignature.matchesBody(BODY_HASH, body)).as("no query").isFalse();
    assertThat(RequestSignature.matchesBody(URL + "&bodySHA256=", body)).as("empty").isFalse();
    assertThat(RequestSignature.matchesBody(URL + "&bodySHA256=zz", body)).as("no hex").isFalse();
  }

  @Test
  void noHeaderOrUrlMakesItThrow() {
    for (long seed = 0; seed < 2_000; seed++) {
      var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      var text = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        text.append("wss:/@[]?#'%&=+:443\u0000\uD800ñA".charAt(random.nextInt(23)));
      }
      assertThat(signature.matches(text.toString(), CALL, text.toString()))
          .as("seed %d", seed)
          .isFalse();
    }
  }
}
