package callflux.gateway.softphone;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MediaFrame;
import callflux.codec.realtime.ServerEvent;
import callflux.gateway.softphone.Browser.Closed;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A page calls as a telephone does, in wideband, and is told what happens.
class BrowsersCallTest {
  private static final int FRAME_BYTES = 960;

  private final Rig rig = Rig.local();

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void bothVoicesPassAsTheyAre() {
    var page = rig.calls().starts();

    page.media().says(Rig.media(base64(1), 0), Rig.media(base64(2), 20));

    assertThat(rig.model.hears(2)).containsExactly(frame(1), frame(2));
    rig.model.says(
        new ServerEvent.ResponseCreated("r1", false),
        new ServerEvent.OutputAudioDelta("r1", "i1", 0, frame(3)),
        new ServerEvent.OutputAudioDone("r1", "i1", 0));
    assertThat(page.media().hears("event", "media").at("/media/payload").asString())
        .isEqualTo(base64(3));
    assertThat(page.media().hears("event", "mark").get("streamSid").asString())
        .isEqualTo(Rig.STREAM);
  }

  @Test
  void itsAgentIsAskedForInWideband() throws Exception {
    rig.calls();

    var agent = rig.model.dialled.take();
    assertThat(agent.name()).isEqualTo("reception");
    assertThat(agent.session().format()).isEqualTo(AudioFormat.PCM16);
  }

  @Test
  void itIsToldOfItsCallFromTheBeginningToTheEnd() {
    var page = rig.calls();
    assertThat(page.events().hears().toString())
        .isEqualTo("{\"type\":\"state\",\"state\":\"dialling\"}");

    page.starts();
    assertThat(page.events().hears().get("state").asString()).isEqualTo("connected");
    assertThat(page.events().hears().get("state").asString()).isEqualTo("ready");

    page.media().says(page.stop());
    var ended = page.events().hears("type", "ended");
    assertThat(ended.get("reason").asString()).isEqualTo("caller_hung_up");
    assertThat(page.events().closed()).isEqualTo(new Closed(1000, "over"));
    assertThat(page.media().closed().code()).isEqualTo(1000);
    rig.isIdle();
  }

  @Test
  void aPageThatGoesTakesItsCallWithIt() {
    var page = rig.calls().starts();
    page.events().hears("state", "ready");

    page.media().breaks();

    assertThat(page.events().hears("type", "ended").get("reason").asString())
        .isEqualTo("caller_lost");
    rig.isIdle();
  }

  @Test
  void aPageThatNeverStartsIsForgotten() {
    var page = rig.calls();

    page.media().breaks();

    assertThat(page.events().closed()).isEqualTo(new Closed(1000, "over"));
    rig.isIdle();
  }

  @Test
  void whoKnowsNotTheSecretIsToldNothing() {
    var page = rig.calls();
    var events = page.placed().get("eventsUrl").asString();

    // Once, and by its own name alone.
    for (var path : new String[] {events, PhoneSockets.EVENTS + page.sid(), PhoneSockets.EVENTS}) {
      assertThat(Browser.refusal(rig.port(), path, rig.origin())).as(path).isIn(403, 404);
    }
    assertThat(Browser.refusal(rig.port(), page.placed().get("mediaUrl").asString(), rig.origin()))
        .isEqualTo(403);
  }

  @Test
  void anotherPagesCallIsNotToldTo() {
    var one = rig.calls();
    var other = rig.calls();
    one.starts();
    one.events().hears("state", "ready");

    one.media().says(one.stop());
    one.events().hears("type", "ended");
    other.media().breaks();

    assertThat(other.events().hears().get("state").asString()).isEqualTo("dialling");
    assertThat(other.events().closed()).isEqualTo(new Closed(1000, "over"));
  }

  private static MediaFrame frame(int value) {
    return MediaFrame.ofAudio(AudioFormat.PCM16, audio(value));
  }

  private static String base64(int value) {
    return Base64.getEncoder().encodeToString(audio(value));
  }

  private static byte[] audio(int value) {
    var audio = new byte[FRAME_BYTES];
    Arrays.fill(audio, (byte) value);
    return audio;
  }
}
