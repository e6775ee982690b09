package callflux.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Twilio does around a stream: signs, and reads TwiML.
class TwilioSideTest {
  @Test
  void signsAsTwilioDocuments() {
    var form =
        Map.of(
            "CallSid", "CA1234567890ABCDE",
            "Caller", "+14158675309",
            "Digits", "1234",
            "From", "+14158675309",
            "To", "+18005551212");

    assertThat(WebhookSignature.sign("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", form))
        .isEqualTo("RSOYDt4T1cUTdK1PDd93/VVr8B8=");
    assertThat(WebhookSignature.sign("12345", "wss://mycompany.com/media-stream", Map.of()))
        .isEqualTo("N2Y//FHA042H22oVtTOPT1X3yoU=");
  }

  @Test
  void readsTheStreamAndWhatFollowsIt() {
    var invitation =
        Invitation.read(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <Response><Say>Hello</Say>
              <Connect>
                <Stream url="wss://gw.example/m/1"><Parameter name="a" value="&lt;b&gt;"/></Stream>
              </Connect>
              <Redirect>https://gw.example/again</Redirect><Hangup/>
            </Response>\
            """);

    assertThat(invitation)
        .isEqualTo(new Invitation("wss://gw.example/m/1", Map.of("a", "<b>"), "Redirect"));
  }

  @Test
  void anActionComesBeforeTheNextVerb() {
    var invitation =
        Invitation.read(
            "<Response><Connect action='https://gw.example/after'><Stream url='wss://gw/m'/>"
                + "</Connect><Hangup/></Response>");

    assertThat(invitation.next()).isEqualTo("action https://gw.example/after");
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <Response>                                                           | not well-formed
          <!DOCTYPE r [<!ENTITY x 'y'>]><Response/>                            | not well-formed
          <Answer/>                                                            | begins with <Answer>
          <Response/>                                                          | it is empty
          <Response><Reject reason="busy"/><Hangup/></Response>                | <Reject/><Hangup/>
          <Response><Connect><Stream url="ws://gw.example/m"/></Connect></Response>      | not wss but ws
          <Response><Connect><Stream url="https://gw.example/m"/></Connect></Response>   | not wss but https
          <Response><Connect><Stream url="wss://gw.example/m?a=1"/></Connect></Response> | query
          <Response><Connect><Stream/></Connect></Response>                    | not wss
          """)
  void failsWhereTwilioWould(String twiml, String complaint) {
    assertThatExceptionOfType(StreamViolation.class)
        .isThrownBy(() -> Invitation.read(twiml))
        .withMessageContaining(complaint);
  }

  @Test
  void goesToTheRealAddressUnderThePublicPath() {
    var line =
        new Line(
            URI.create("https://10.0.0.7:8443/hook"),
            "https://gw.example",
            "secret",
            "AC1",
            new Line.Numbers("+1", "+2"));

    assertThat(line.webhook()).hasToString("https://10.0.0.7:8443/hook");
    assertThat(line.signedWebhook()).isEqualTo("https://gw.example/hook");
    assertThat(line.socket("wss://gw.example/m/a%20b")).hasToString("wss://10.0.0.7:8443/m/a%20b");
    assertThat(line).asString().doesNotContain("secret");
  }
}
