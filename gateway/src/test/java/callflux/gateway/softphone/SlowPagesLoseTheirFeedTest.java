package callflux.gateway.softphone;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.agent.Door;
import callflux.gateway.call.Call;
import callflux.gateway.call.CallEvent;
import callflux.gateway.call.CallSummary;
import callflux.gateway.call.Said;
import callflux.gateway.call.Termination;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/// A page is told what is said in its call, as long as it keeps up; the call waits for nobody.
class SlowPagesLoseTheirFeedTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final CallFeeds feeds = new CallFeeds(PATIENCE, meters);
  private final Call call = call("CA1");

  @Test
  void whatIsSaidIsToldInItsOrder() {
    feeds.open("CA1", "secret");
    feeds.admitted(call);
    feeds.answered(call);
    feeds.said(call, new Said.Turn("a", null, Said.Speaker.AGENT, Duration.ofMillis(120)));
    feeds.said(call, new Said.Words("a", "Good \"morning\"\n"));
    feeds.said(call, new Said.Heard("a", "Good", " \"morning\""));
    feeds.said(call, new Said.Turn("c", "a", Said.Speaker.CALLER, Duration.ofMillis(900)));
    feeds.said(call, new Said.Unknown("c"));
    feeds.said(call, new Said.Whole("c", "Grüß Gott"));
    feeds.said(call, new Said.ToolCalled("t", "book", "{\"day\":\"friday\"}"));
    feeds.said(call, new Said.ToolAnswered("t", "{}", true, Duration.ofMillis(7)));
    feeds.said(call, new Said.Keys("4#"));
    feeds.happened(call, new CallEvent.AnswerBegan(Duration.ofNanos(2_500), Duration.ofMillis(9)));
    feeds.happened(call, new CallEvent.AnswerBegan(Duration.ofNanos(2_500), null));
    feeds.happened(call, new CallEvent.GapPadded(20)); // no page shows that
    feeds.ended(call, Termination.CALLER_HUNG_UP, summary());

    StepVerifier.create(feeds.take("secret").orElseThrow().events())
        .expectNext(
            "{\"type\":\"state\",\"state\":\"dialling\"}",
            "{\"type\":\"state\",\"state\":\"connected\"}",
            "{\"type\":\"turn\",\"item\":\"a\",\"after\":null,\"speaker\":\"agent\",\"at\":120}",
            "{\"type\":\"words\",\"item\":\"a\",\"more\":\"Good \\\"morning\\\"\\n\"}",
            "{\"type\":\"heard\",\"item\":\"a\",\"heard\":\"Good\","
                + "\"unheard\":\" \\\"morning\\\"\"}",
            "{\"type\":\"turn\",\"item\":\"c\",\"after\":\"a\",\"speaker\":\"caller\",\"at\":900}",
            "{\"type\":\"unknown\",\"item\":\"c\"}",
            "{\"type\":\"whole\",\"item\":\"c\",\"text\":\"Grüß Gott\"}",
            "{\"type\":\"tool\",\"call\":\"t\",\"name\":\"book\","
                + "\"arguments\":\"{\\\"day\\\":\\\"friday\\\"}\"}",
            "{\"type\":\"tool_answer\",\"call\":\"t\",\"output\":\"{}\",\"failed\":true,\"ms\":7}",
            "{\"type\":\"keys\",\"digits\":\"4#\"}",
            "{\"type\":\"answer\",\"gateway_us\":2,\"ms\":9}",
            "{\"type\":\"answer\",\"gateway_us\":2}",
            "{\"type\":\"ended\",\"reason\":\"caller_hung_up\",\"result\":\"success\",\"ms\":1000}")
        .verifyComplete();
  }

  @Test
  void oneThatFallsBehindIsToldNoMore() {
    feeds.open("CA1", "secret");
    var feed = feeds.take("secret").orElseThrow();
    for (int i = 0; i < CallFeed.MOST + 10; i++) {
      feeds.said(call, new Said.Keys("1"));
    }
    feeds.ended(call, Termination.CALLER_HUNG_UP, summary());

    StepVerifier.create(feed.events())
        .expectNextCount(CallFeed.MOST)
        .verifyError(CallFeed.TooSlow.class);
    assertThat(meters.counter("callflux.softphone.feeds.lost").count()).isEqualTo(1);
    assertThat(feeds.size()).isZero();
  }

  @Test
  void oneThatReadsIsToldHoweverMuchThereIs() {
    feeds.open("CA1", "secret");

    StepVerifier.create(feeds.take("secret").orElseThrow().events())
        .then(() -> {
          for (int i = 0; i < 5 * CallFeed.MOST; i++) {
            feeds.said(call, new Said.Keys("1"));
          }
        })
        .expectNextCount(5L * CallFeed.MOST)
        .then(() -> feeds.close("CA1"))
        .verifyComplete();
  }

  @Test
  void oneThatHasGoneIsNoBurden() {
    feeds.open("CA1", "secret");
    feeds.take("secret").orElseThrow().events().subscribe().dispose();
    for (int i = 0; i < 2 * CallFeed.MOST; i++) {
      feeds.said(call, new Said.Keys("1"));
    }

    assertThat(meters.counter("callflux.softphone.feeds.lost").count()).isZero();
  }

  @Test
  void otherCallsAreNotToldOf() {
    feeds.open("CA1", "secret");
    feeds.admitted(call("CA2"));
    feeds.said(call("CA2"), new Said.Keys("1"));
    feeds.ended(call("CA2"), Termination.CALLER_HUNG_UP, summary());
    var feed = feeds.take("secret").orElseThrow();
    feeds.close("CA1");

    StepVerifier.create(feed.events()).verifyComplete();
  }

  @Test
  void aSecretIsGoodForOnePage() {
    feeds.open("CA1", "secret");

    assertThat(feeds.take("guess")).isEmpty();
    assertThat(feeds.take("secret")).isPresent();
    assertThat(feeds.take("secret")).isEqualTo(Optional.empty());
  }

  @Test
  void aCallThatNeverComesIsForgotten() {
    var time = VirtualTimeScheduler.getOrSet();
    try {
      feeds.open("CA1", "one");
      feeds.open("CA2", "two");
      feeds.open("CA3", "three");
      feeds.lives("CA2");
      feeds.forget("CA3", "three"); // was turned away

      time.advanceTimeBy(PATIENCE);

      assertThat(feeds.take("one")).isEmpty();
      assertThat(feeds.take("two")).isEmpty(); // its page has had its time to ask
      assertThat(feeds.take("three")).isEmpty();
      assertThat(feeds.size()).isEqualTo(1);
    } finally {
      VirtualTimeScheduler.reset();
    }
  }

  private static CallSummary summary() {
    return new CallSummary(Duration.ofSeconds(1), 0, 0, 0, 0, 0);
  }

  private static Call call(String sid) {
    var plan = Rig.directory(Door.PLAIN, null).plans().getFirst();
    return new Call(sid, Switchboard.ACCOUNT, "client:softphone", "default", plan);
  }
}
