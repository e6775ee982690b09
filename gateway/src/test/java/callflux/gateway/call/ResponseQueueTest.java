package callflux.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.realtime.ClientEvent.ResponseCancel;
import callflux.codec.realtime.ClientEvent.ResponseCreate;
import callflux.codec.realtime.ClientEvent.SessionUpdate;
import callflux.codec.realtime.ServerEvent;
import callflux.codec.realtime.ServerEvent.ResponseCreated;
import callflux.codec.realtime.ServerEvent.ResponseDone;
import callflux.codec.realtime.ServerEvent.SpeechStarted;
import callflux.codec.realtime.ServerEvent.Status;
import callflux.codec.realtime.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResponseQueueTest {
  private static final SessionUpdate HUSH =
      new SessionUpdate(ResponseQueue.HUSH, ScriptedCall.AGENT.session().hushed());

  private final ResponseQueue queue = new ResponseQueue(true, new Farewell());

  @Test
  void asksAtOnceWhenNothingIsBeingAnswered() {
    assertThat(queue.ask("greet")).containsExactly(create("greet"));
  }

  @Test
  void waitsForTheAnswerInProgress() {
    queue.on(created("r1"));

    assertThat(queue.ask("a")).isEmpty();
    assertThat(queue.on(done("r1"))).containsExactly(create("a"));
  }

  @Test
  void waitsForEveryAnswerInProgress() {
    queue.on(created("r1"));
    queue.on(created("r2"));
    queue.ask("a");

    assertThat(queue.on(done("r1"))).isEmpty();
    assertThat(queue.on(done("r2"))).containsExactly(create("a"));
  }

  @Test
  void waitsForTheOneThatIsOnItsWay() {
    queue.ask("a");

    assertThat(queue.ask("b")).isEmpty();
    assertThat(queue.on(created("r1"))).isEmpty();
    assertThat(queue.on(done("r1"))).containsExactly(create("b"));
  }

  @Test
  void makesOneOfThoseThatWait() {
    queue.on(created("r1"));
    queue.ask("a");
    queue.ask("b");

    assertThat(queue.on(done("r1"))).containsExactly(create("b"));
    queue.on(created("r2"));
    assertThat(queue.on(done("r2"))).isEmpty();
  }

  @Test
  void asksAgainWhenTheServerWasBusy() {
    queue.ask("a");

    assertThat(queue.on(error(ResponseQueue.BUSY, "response"))).isEmpty();
    queue.on(created("r1"));
    assertThat(queue.on(done("r1"))).containsExactly(create("a"));
  }

  @Test
  void prefersTheNewerRequestWhenTheServerWasBusy() {
    queue.ask("a");
    queue.ask("b");
    queue.on(error(ResponseQueue.BUSY, "response"));
    queue.on(created("r1"));

    assertThat(queue.on(done("r1"))).containsExactly(create("b"));
  }

  @Test
  void doesNotAskAgainWhenTheServerRefused() {
    queue.ask("a");
    queue.on(error("invalid_value", "response"));
    queue.on(created("r1"));

    assertThat(queue.on(done("r1"))).isEmpty();
    assertThat(queue.ask("b")).containsExactly(create("b"));
  }

  @Test
  void takesNoNoticeOfErrorsAboutSomethingElse() {
    queue.ask("a");
    queue.on(error(ResponseQueue.BUSY, "truncate"));
    queue.on(error(ResponseQueue.BUSY, null));

    assertThat(queue.ask("b")).isEmpty();
  }

  @Test
  void cancelsTheOneThatIsOnItsWayWhenTheCallerSpeaks() {
    queue.ask("a");

    assertThat(queue.on(new SpeechStarted("u", 0))).isEmpty();
    assertThat(queue.on(created("r1"))).containsExactly(new ResponseCancel("cancel", "r1"));
    assertThat(queue.on(created("r2"))).isEmpty();
  }

  @Test
  void cancelsNothingWhenTheOneOnItsWayWasRefused() {
    queue.ask("a");
    queue.on(new SpeechStarted("u", 0));
    queue.on(error(ResponseQueue.BUSY, "response"));

    assertThat(queue.on(created("r1"))).isEmpty();
    assertThat(queue.on(done("r1"))).isEmpty();
  }

  @Test
  void cancelsNothingThatTheServerAnswersByItself() {
    queue.on(new SpeechStarted("u", 0));

    assertThat(queue.on(created("r1"))).isEmpty();
  }

  @Test
  void dropsWhatWaitsWhenTheCallerSpeaks() {
    queue.on(created("r1"));
    queue.ask("a");
    queue.on(new SpeechStarted("u", 0));

    assertThat(queue.on(done("r1"))).isEmpty();
  }

  @Test
  void keepsWhatWaitsWhenTheServerDoesNotAnswerByItself() {
    var asking = new ResponseQueue(false, new Farewell());
    asking.on(created("r1"));
    asking.ask("a");
    asking.on(new SpeechStarted("u", 0));

    assertThat(asking.on(done("r1"))).containsExactly(create("a"));
  }

  @Test
  void leavesOnce() {
    assertThat(queue.leave(HUSH, create("bye"))).containsExactly(HUSH);

    assertThat(queue.leave(HUSH, create("bye"))).isEmpty();
  }

  @Test
  void dropsWhatWaitsWhenItLeaves() {
    queue.on(created("r1"));
    queue.ask("a");

    assertThat(queue.leave(HUSH, create("bye")))
        .containsExactly(new ResponseCancel("cancel", "r1"), HUSH);
    assertThat(queue.on(done("r1"))).isEmpty();
  }

  @Test
  void doesNotWaitForAnswersOutsideTheConversation() {
    queue.on(new ResponseCreated("summary", true));

    assertThat(queue.ask("a")).containsExactly(create("a"));
  }

  private static ResponseCreate create(String instructions) {
    return new ResponseCreate("response", instructions);
  }

  private static ServerEvent created(String id) {
    return new ResponseCreated(id, false);
  }

  private static ServerEvent done(String id) {
    return new ResponseDone(id, Status.COMPLETED, null, List.of(), Usage.NONE);
  }

  private static ServerEvent error(String code, @Nullable String eventId) {
    return new ServerEvent.Error("invalid_request_error", code, "no", null, eventId);
  }
}
