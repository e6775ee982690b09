package callflux.gateway.softphone;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.softphone.Browser.Closed;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A page's media socket is a stranger's: mistakes are passed over and counted, and what no page of
/// ours would say ends the stream, with a code and a reason.
class BrowsersStreamIsHeldToItsRulesTest {
  private final Rig rig = Rig.local();

  @AfterEach
  void stop() {
    rig.close();
  }

  @ParameterizedTest
  @CsvSource({
    "audio/x-l16, audio/x-mulaw, 1003, format",
    "24000, 48000, 1003, format",
    "'\"channels\":1', '\"channels\":2', 1003, format",
    "inbound, outbound, 1003, tracks",
    "'\"accountSid\":\"AC0', '\"accountSid\":\"AC1', 1008, wrong_account",
    "'\"callSid\":\"CA', '\"callSid\":\"CB', 1008, wrong_call",
    Rig.STREAM + ", '', 1008, no_stream"
  })
  void badStart(String part, String other, int code, String reason) {
    var page = rig.calls();

    page.media().says(Rig.connected(), page.start().replace(part, other));

    assertThat(page.media().closed()).isEqualTo(new Closed(code, reason));
    assertThat(rig.counted("violations", reason)).isEqualTo(1);
    rig.isIdle();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 959, 961})
  void halfASampleIsPassedOver(int bytes) {
    var page = rig.calls().starts();

    page.media().says(Rig.media(silence(bytes), 0), Rig.media(silence(960), 20));

    assertThat(rig.model.hears(1)).allMatch(frame -> frame.audioLength() == 960);
    assertThat(rig.counted("dropped", "bad_media")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'not json', bad_json",
    "'{\"event\":\"selfie\"}', unknown_event",
    "'{\"event\":\"dtmf\",\"dtmf\":{\"digit\":\"12\"}}', bad_digit",
    "'{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"track\":\"inbound\",\"payload\":\"\"}}', wrong_stream"
  })
  void aMistakeCostsNoCall(String message, String reason) {
    var page = rig.calls().starts();

    page.media().says(message, Rig.media(silence(960), 0));

    assertThat(rig.model.hears(1)).hasSize(1);
    assertThat(rig.counted("dropped", reason)).isEqualTo(1);
  }

  @Test
  void overHalfASecondAtOnceEndsTheCall() {
    var page = rig.calls().starts();

    page.media().says(Rig.media(silence(24_002), 0));

    assertThat(page.media().closed()).isEqualTo(new Closed(1009, "media_too_long"));
    rig.isIdle();
  }

  @Test
  void aPageHasNothingToSayWhereItIsTold() {
    var page = rig.calls();

    page.events().says("{\"event\":\"start\"}", "x".repeat(1_000));
    page.starts();

    assertThat(page.events().hears("state", "ready")).isNotNull();
  }

  private static String silence(int bytes) {
    return Base64.getEncoder().encodeToString(new byte[bytes]);
  }
}
