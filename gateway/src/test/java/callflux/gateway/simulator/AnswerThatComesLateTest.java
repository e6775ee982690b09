package callflux.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.audio.AudioFormat;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.JsonNode;

/// A brain that takes its time, from a thread of its own.
class AnswerThatComesLateTest extends SimulatorTest {
  private final Sinks.Many<Brain.Output> first = Sinks.many().unicast().onBackpressureBuffer();
  private final Sinks.Many<Brain.Output> second = Sinks.many().unicast().onBackpressureBuffer();
  private final Sinks.One<String> words = Sinks.one();
  private final BlockingQueue<CallerTurn> heard = new LinkedTransferQueue<>();

  private final Brain slow =
      new Brain() {
        @Override
        public Reply answer(Turn turn) {
          throw new AssertionError("asked without a session");
        }

        @Override
        public boolean listens() {
          return true;
        }

        @Override
        public Mind join(SessionJournal journal) {
          return new Mind() {
            @Override
            public Mono<String> hear(CallerTurn turn) {
              heard.add(turn);
              return words.asMono();
            }

            @Override
            public Flux<Output> answer(Turn turn) {
              return (turn.responses() == 0 ? first : second).asFlux();
            }
          };
        }
      };

  private final SimulatorConfig late = swift().withBrain(slow);

  @Test
  void theResponseIsThereAtOnceAndItsWordsWhenTheyCome() {
    var client = call(late);
    client.say("{'type':'response.create'}").await("response.created");

    first.tryEmitNext(new Brain.Words("One moment.")).orThrow();
    client.await("conversation.item.done");
    first.tryEmitNext(new Brain.Words("Here it is.")).orThrow();
    client.await("conversation.item.done");
    assertThat(client.types()).doesNotContain("response.done");
    first.tryEmitComplete().orThrow();

    JsonNode response = client.await("response.done").path("response");
    assertThat(response.path("status").stringValue()).isEqualTo("completed");
    assertThat(response.path("output")).hasSize(2);
  }

  @Test
  void whoSpeaksMeanwhileCancelsItAndWhatComesLateIsNotSaid() {
    var client = call(late);
    client.say("{'type':'response.create'}").await("response.created");
    client.speak(300).silence(600);
    assertThat(client.await("response.done").at("/response/status").stringValue())
        .isEqualTo("cancelled");
    client.await("response.created");
    assertThat(first.currentSubscriberCount()).isZero();

    first.tryEmitNext(new Brain.Words("Too late."));
    second.tryEmitNext(new Brain.Words("In time.")).orThrow();
    second.tryEmitComplete().orThrow();

    JsonNode response = client.await("response.done").path("response");
    assertThat(response.at("/output/0/content/0/transcript").stringValue()).isEqualTo("In time.");
    assertThat(response.path("output")).hasSize(1);
  }

  @Test
  void aBrainThatFailsEndsTheResponseAndNotTheSession() {
    var client = call(late);
    client.say("{'type':'response.create'}").await("response.created");
    first.tryEmitError(new IllegalStateException("on purpose")).orThrow();
    assertThat(client.await("response.done").at("/response/status").stringValue())
        .isEqualTo("failed");

    client.say("{'type':'response.create'}").await("response.created");
    second.tryEmitNext(new Brain.Words("Here again.")).orThrow();
    second.tryEmitComplete().orThrow();
    assertThat(client.await("response.done").at("/response/status").stringValue())
        .isEqualTo("completed");
  }

  @Test
  void nobodyWaitsForAnAnswerToASessionThatIsOver() {
    var client = call(late);
    client.say("{'type':'response.create'}").await("response.created");
    assertThat(first.currentSubscriberCount()).isOne();
    client.close();

    Flux.interval(Duration.ofMillis(10))
        .filter(_ -> first.currentSubscriberCount() == 0)
        .blockFirst(Duration.ofSeconds(10));
  }

  @Test
  void theTurnIsHeardWithTheSilenceAroundIt() throws Exception {
    var client = connect(start(late));
    client.setUp(
        "'transcription':{'model':'whisper-1'},"
            + "'turn_detection':{'type':'server_vad','silence_duration_ms':500}");
    client.silence(3_000).speak(1_000).silence(500);
    JsonNode committed = client.await("input_audio_buffer.committed");
    CallerTurn turn = heard.take();

    assertThat(turn.format()).isEqualTo(AudioFormat.PCMU);
    assertThat(AudioFormat.PCMU.millis(turn.audio().length)).isBetween(1_700L, 2_600L);
    assertThat(turn.cut()).isFalse();

    words.tryEmitValue("what was really said").orThrow();
    JsonNode completed = client.await("conversation.item.input_audio_transcription.completed");
    assertThat(completed.path("transcript").stringValue()).isEqualTo("what was really said");
    assertThat(completed.path("item_id")).isEqualTo(committed.path("item_id"));
  }

  @Test
  void wordsThatCannotBeMadeOutAreSaidToBeSo() {
    var client = connect(start(late));
    client.setUp("'transcription':{'model':'whisper-1'}");
    client.speak(1_000).silence(500);
    words.tryEmitEmpty().orThrow();

    JsonNode failed = client.await("conversation.item.input_audio_transcription.failed");

    assertThat(failed.at("/error/code").stringValue()).isEqualTo("audio_unintelligible");
  }

  @Test
  void aTurnThatNeverEndsIsKeptNoLongerThanItIsListenedTo() throws Exception {
    var client = call(late);
    client.speak(40_000).silence(600);
    CallerTurn turn = heard.take();

    assertThat(turn.cut()).isTrue();
    assertThat(AudioFormat.PCMU.millis(turn.audio().length)).isLessThanOrEqualTo(16_000);
  }
}
