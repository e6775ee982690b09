package callflux.gateway.realtime;

import static callflux.gateway.realtime.Rig.LONG;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MediaFrame;
import callflux.codec.realtime.ClientEvent;
import callflux.codec.realtime.ServerEvent;
import callflux.codec.realtime.ServerEvent.SessionCreated;
import callflux.codec.realtime.ServerEvent.SpeechStarted;
import callflux.gateway.call.CallFailure.ModelLost;
import callflux.gateway.realtime.RealtimeConfig.Patience;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class RealtimeLegTest {
  private static final String CREATED =
      "{\"type\":\"session.created\",\"session\":{\"id\":\"sess_1\",\"expires_at\":7}}";
  private static final String SPEECH =
      "{\"type\":\"input_audio_buffer.speech_started\",\"item_id\":\"i1\",\"audio_start_ms\":20}";
  private static final SpeechStarted SPOKE = new SpeechStarted("i1", 20);

  @Test
  void whatIsSaidTogetherWithTheUpgradeIsHeard() throws Exception {
    try (var server =
        ScriptedServer.playing(peer -> {
          peer.upgrade(Peer.text(CREATED));
          peer.say(SPEECH);
          peer.bye(1000);
          peer.readToEnd();
        })) {
      StepVerifier.create(Rig.of(server).dial().receive())
          .expectNext(new SessionCreated("sess_1", 7), SPOKE)
          .expectComplete()
          .verify(LONG);
    }
  }

  @Test
  void aDeltaOfFiveMebibytesIsHeardWhole() throws Exception {
    var audio = new byte[5 << 20];
    var base64 = Base64.getEncoder().encodeToString(audio);
    try (var server =
        ScriptedServer.playing(peer -> {
          peer.upgrade();
          peer.say(
              "{\"type\":\"response.output_audio.delta\",\"response_id\":\"r1\",\"item_id\":\"i1\","
                  + "\"output_index\":0,\"content_index\":0,\"delta\":\""
                  + base64
                  + "\"}");
          peer.bye(1000);
          peer.readToEnd();
        })) {
      StepVerifier.create(Rig.of(server).dial().receive())
          .assertNext(event ->
              assertThat(event)
                  .isEqualTo(
                      new ServerEvent.OutputAudioDelta(
                          "r1", "i1", 0, MediaFrame.ofAudio(AudioFormat.PCMU, audio))))
          .expectComplete()
          .verify(LONG);
    }
  }

  @Test
  void aMessageInPiecesIsOneEventThoughPingsComeBetween() throws Exception {
    var bytes = SPEECH.getBytes(UTF_8);
    try (var server =
        ScriptedServer.playing(peer -> {
          peer.upgrade();
          peer.write(Peer.frame(0x01, Arrays.copyOf(bytes, 9)));
          peer.write(Peer.frame(Peer.PING, "are you there".getBytes(UTF_8)));
          peer.write(Peer.frame(0x80, Arrays.copyOfRange(bytes, 9, bytes.length)));
          assertThat(peer.readUntil(Peer.PONG).text()).isEqualTo("are you there");
          peer.bye(1000);
          peer.readToEnd();
        })) {
      StepVerifier.create(Rig.of(server).dial().receive())
          .expectNext(SPOKE)
          .expectComplete()
          .verify(LONG);
    }
  }

  @Test
  void pongsAndBinaryFramesAreNoEvents() throws Exception {
    try (var server =
        ScriptedServer.playing(peer -> {
          peer.upgrade();
          peer.write(Peer.frame(Peer.PONG, SPEECH.getBytes(UTF_8)));
          peer.write(Peer.frame(0x82, SPEECH.getBytes(UTF_8)));
          peer.bye(1000);
          peer.readToEnd();
        })) {
      StepVerifier.create(Rig.of(server).dial().receive()).expectComplete().verify(LONG);
    }
  }

  @Test
  void eventsAreSentInOrderAfterTheSession() throws Exception {
    var told = new CompletableFuture<String>();
    try (var server =
        ScriptedServer.playing(peer -> {
          peer.upgrade();
          told.complete(peer.read().text() + "\n" + peer.read().text() + "\n" + peer.read().text());
          peer.readToEnd();
        })) {
      var leg = Rig.of(server).dial();
      StepVerifier.create(
              leg.send(
                  Flux.just(new ClientEvent.InputAudioCommit(), new ClientEvent.InputAudioClear())))
          .expectComplete()
          .verify(LONG);
      var lines = told.get(LONG.toSeconds(), TimeUnit.SECONDS).lines().toList();
      assertThat(lines.get(0)).contains("session.update").contains("\"session\"");
      assertThat(lines.get(1)).contains("input_audio_buffer.commit");
      assertThat(lines.get(2)).contains("input_audio_buffer.clear");
      leg.close(1000, "over").block(LONG);
    }
  }

  @Test
  void aSocketThatEndsWithoutGoodbyeIsALostModel() throws Exception {
    try (var server =
        ScriptedServer.playing(peer -> {
          peer.upgrade(Peer.text(SPEECH));
          peer.read();
        })) {
      StepVerifier.create(Rig.of(server).dial().receive())
          .expectNext(SPOKE)
          .expectError(ModelLost.class)
          .verify(LONG);
    }
  }

  @Test
  void aResetSocketIsALostModel() throws Exception {
    try (var server =
        ScriptedServer.playing(peer -> {
          peer.upgrade();
          peer.read();
          peer.reset();
        })) {
      StepVerifier.create(Rig.of(server).dial().receive())
          .expectError(ModelLost.class)
          .verify(LONG);
    }
  }

  @Test
  void aSendUnderWhichTheSocketBreaksFails() throws Exception {
    try (var server =
        ScriptedServer.playing(peer -> {
          peer.upgrade();
          peer.read();
          peer.reset();
        })) {
      StepVerifier.create(Rig.of(server).dial().send(Flux.never()))
          .expectError(ModelLost.class)
          .verify(LONG);
    }
  }

  @Test
  void goodbyeIsSaidOnceAndItsAnswerWaitedFor() throws Exception {
    var heard = new CompletableFuture<Integer>();
    try (var server =
        ScriptedServer.playing(peer -> {
          peer.upgrade(Peer.text(CREATED));
          heard.complete(peer.readUntil(Peer.CLOSE).closeCode());
          peer.say(SPEECH);
          peer.bye(1000);
          assertThat(peer.readToEnd()).isEmpty();
        })) {
      var leg = Rig.of(server).dial();
      StepVerifier.create(leg.close(1000, "over").and(leg.close(1001, "again")))
          .expectComplete()
          .verify(LONG);
      assertThat(heard.get()).isEqualTo(1000);
    }
  }

  @Test
  void aFarEndThatDoesNotAnswerTheGoodbyeIsCutOff() throws Exception {
    try (var server =
        ScriptedServer.playing(peer -> {
          peer.upgrade();
          peer.readToEnd();
        })) {
      StepVerifier.create(Rig.of(server).dial().close(1000, "over")).expectComplete().verify(LONG);
    }
  }

  @Test
  void aSendThatTheGoodbyeCutsShortIsNoFailure() throws Exception {
    try (var server = ScriptedServer.playing(Peer::upgradeAndHold)) {
      var leg = Rig.of(server).dial();
      StepVerifier.create(leg.send(Flux.<ClientEvent>never()).and(leg.close(1000, "over")))
          .expectComplete()
          .verify(LONG);
    }
  }

  @Test
  void whatWasSaidBeforeTheGoodbyeCanStillBeReadAndLeftUnread() throws Exception {
    try (var server =
        ScriptedServer.playing(peer -> {
          peer.upgrade();
          peer.say(SPEECH);
          peer.say(SPEECH);
          peer.say(SPEECH);
          peer.read();
        })) {
      var leg = Rig.of(server).dial();
      StepVerifier.create(leg.receive(), 1)
          .expectNext(SPOKE)
          .then(() -> server.awaitEnds(1))
          .then(() -> leg.close(1000, "over").block(LONG))
          .thenRequest(1)
          .expectNext(SPOKE)
          .thenCancel()
          .verify(LONG);
    }
  }

  @Test
  void aServerThatNeverAnswersPingsIsALostModel() throws Exception {
    var restless = new Patience(LONG, LONG, Duration.ofMillis(50), Rig.ONE_TRY);
    try (var server =
        ScriptedServer.playing(peer -> {
          peer.upgrade();
          peer.readToEnd();
        })) {
      StepVerifier.create(Rig.of(server.url(), restless).dial().receive())
          .expectErrorSatisfies(
              e -> assertThat(e).isInstanceOf(ModelLost.class).hasMessageContaining("no pings"))
          .verify(LONG);
    }
  }
}
