package callflux.gateway.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.realtime.ServerEvent;
import callflux.gateway.call.CallFailure;
import callflux.gateway.call.Calls;
import callflux.gateway.call.Termination;
import callflux.gateway.stream.StreamLimits;
import callflux.gateway.twilio.TwilioConfig.Apology;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A call as Twilio makes it, from the webhook to the end.
class PhoneCallTest {
  private static final Calls.Terms TERMS = new Calls.Terms(10, Duration.ofSeconds(60));

  private final Rig rig = new Rig();

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void webhookIsAnsweredWithAMediaSocketOfItsOwn() {
    var answer = rig.posts("/twilio/voice", Rig.incoming());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().get("content-type")).startsWith("text/xml");
    assertThat(answer.body())
        .containsPattern("<Stream url=\"wss://voice\\.example\\.com/twilio/media/[0-9a-f]{32}\"")
        .contains("action=\"https://voice.example.com/twilio/after-stream\"")
        .containsPattern("</Connect>\\s*<Redirect[^>]*>https://voice.example.com/twilio/after-");
    assertThat(rig.model.dialled()).isEqualTo(1);
  }

  @Test
  void aliasOfTheWebhookIsAnsweredAlike() {
    assertThat(rig.posts("/incoming", Rig.incoming()).body()).contains("<Stream");
  }

  @Test
  void repeatedWebhookGetsTheSameSocketAndNoSecondSession() {
    assertThat(rig.streamUrl()).isEqualTo(rig.streamUrl());
    assertThat(rig.model.dialled()).isEqualTo(1);
  }

  @Test
  void callerIsHeardByTheModel() {
    rig.connected()
        .starts()
        .says(Twilio.media(Voice.base64(1), 0), Twilio.media(Voice.base64(2), 20));

    assertThat(rig.model.line().hears(2)).containsExactly(Voice.frame(1), Voice.frame(2));
    assertThat(rig.counted("frames", "in")).isEqualTo(2);
  }

  @Test
  void modelIsHeardByTheCaller() {
    var twilio = rig.connected().starts().says(Twilio.media(Voice.base64(1), 0));
    var model = rig.model.line();
    model.hears(1);
    model.says(new ServerEvent.ResponseCreated("response", false));
    model.says(new ServerEvent.OutputAudioDelta("response", "item", 0, Voice.frame(7)));
    model.says(new ServerEvent.OutputAudioDone("response", "item", 0));

    assertThat(twilio.hears())
        .isEqualTo(
            "{\"event\":\"media\",\"streamSid\":\"%s\",\"media\":{\"payload\":\"%s\"}}"
                .formatted(Twilio.STREAM, Voice.base64(7)));
    assertThat(twilio.hears()).startsWith("{\"event\":\"mark\"");
  }

  @Test
  void hangingUpClosesBothLegs() {
    var twilio = rig.connected().starts().says(Twilio.stop());

    assertThat(twilio.closed().code()).isEqualTo(1000);
    rig.model.line().isClosed();
    assertThat(rig.outcome()).isEqualTo(Termination.CALLER_HUNG_UP);
  }

  @Test
  void brokenSocketClosesTheModelToo() {
    rig.connected().starts().says(Twilio.media(Voice.base64(1), 0)).breaks();

    rig.model.line().isClosed();
    assertThat(rig.outcome()).isEqualTo(Termination.CALLER_LOST);
  }

  @Test
  void lostModelClosesTheSocketAndTheCallerIsToldSo() {
    var twilio = rig.connected().starts().says(Twilio.media(Voice.base64(1), 0));
    rig.model.line().hears(1);
    rig.model.line().breaks(new CallFailure.ModelLost("gone"));

    assertThat(twilio.closed().code()).isEqualTo(1011);
    assertThat(rig.outcome()).isEqualTo(Termination.MODEL_LOST);
    assertThat(rig.posts("/twilio/after-stream", Rig.incoming()).body())
        .contains("<Say language=\"en-US\">We are sorry.</Say>")
        .contains("<Hangup/>");
  }

  @Test
  void callThatIsOverIsHungUp() {
    rig.connected().starts().says(Twilio.stop()).closed();
    assertThat(rig.outcome()).isEqualTo(Termination.CALLER_HUNG_UP);

    assertThat(rig.posts("/twilio/after-stream", Rig.incoming()).body())
        .contains("<Hangup/>")
        .doesNotContain("<Say");
  }

  @Test
  void socketThatNeverCameIsApologisedForAndGivesItsPermitBack() {
    rig.streamUrl();

    assertThat(rig.posts("/twilio/after-stream", Rig.incoming()).body()).contains("<Say");
    assertThat(rig.calls.admitted()).isZero();
    rig.model.line().isClosed();
  }

  @Test
  void callThatTheCallerGaveUpBeforeItsSocketGivesItsPermitBack() {
    rig.streamUrl();

    var answer = rig.posts("/twilio/status", Rig.incoming("CallStatus", "no-answer"));

    assertThat(answer.status()).isEqualTo(204);
    assertThat(rig.calls.admitted()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hasty")
  void socketThatIsGoneBeforeItStartsGivesItsPermitBack(String row, String more) {
    var url = rig.streamUrl();
    var upgrade = Http.upgrade(url.substring(url.indexOf("/twilio")), Rig.signed(url));

    Http.hitAndRun(rig.port(), upgrade + more);

    rig.model.line().isClosed();
    rig.isIdle();
    assertThat(rig.model.line().told()).isEmpty();
  }

  static Stream<Arguments> hasty() {
    return Stream.of(
        Arguments.of("gone after the upgrade", ""),
        Arguments.of("gone after early data", "x".repeat(60_000)));
  }

  @Test
  void localModeTakesUnsignedCalls() {
    var local =
        new TwilioConfig(
            URI.create("http://127.0.0.1:8080"),
            List.of(),
            Set.of(),
            false,
            new Apology("en-US", "Sorry."));
    try (var open = new Rig(local, TERMS, StreamLimits.production())) {
      var form = Http.encoded(Rig.incoming("AccountSid", "AC" + "f".repeat(32)));

      assertThat(Http.ask(open.port(), Http.post("/twilio/voice", form)).body())
          .contains("<Stream url=\"ws://127.0.0.1:8080/twilio/media/");
    }
  }

  @Test
  void fullGatewayIsBusy() {
    try (var full =
        new Rig(new Calls.Terms(0, Duration.ofSeconds(60)), StreamLimits.production())) {
      assertThat(full.posts("/twilio/voice", Rig.incoming()).body())
          .contains("<Reject reason=\"busy\"/>");
      assertThat(full.model.dialled()).isZero();
    }
  }

  @Test
  void streamsFateIsCounted() {
    rig.posts("/twilio/status", Rig.incoming("StreamEvent", "stream-error"));
    rig.posts("/twilio/status", Rig.incoming("StreamEvent", "stream-hacked"));

    assertThat(rig.counted("stream.events", "stream-error")).isEqualTo(1);
    assertThat(rig.meters.find("callflux.twilio.stream.events").counters()).hasSize(1);
  }

  @Test
  void hostileCallerIsOnlyText() {
    var hostile = "</Stream></Connect><Dial>+900</Dial>\"'&";
    var verbs = Xml.elements(rig.posts("/twilio/voice", Rig.incoming("From", hostile)).body());

    assertThat(verbs)
        .containsExactly("Response", "Connect", "Stream", "Parameter", "Parameter", "Redirect");
  }
}
