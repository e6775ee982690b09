package callflux.gateway.http;

import static callflux.gateway.http.RawSocket.frame;
import static callflux.gateway.http.RawSocket.joined;
import static callflux.gateway.http.RawSocket.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What stays half done ends; what is merely silent does not.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowSocketTest {
  private static final int ROUNDS = 3;

  private final EchoServer server = new EchoServer(TestLimits.hasty());

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GET /health HT", "GET /health HTTP/1.1\r\nHost: localh"})
  void aRequestThatDoesNotEndIsGivenUp(String begun) {
    try (var client = new RawSocket(server.port())) {
      assertThat(client.say(begun).rest()).isEmpty();
    }
  }

  @Test
  void aKeptConnectionThatAsksNothingIsGivenUp() {
    try (var client = new RawSocket(server.port())) {
      assertThat(client.say("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n").rest())
          .endsWith("ok");
    }
  }

  @Test
  void aBodyThatNobodyReadsKeepsNothingOpen() {
    try (var client = new RawSocket(server.port())) {
      client.say("POST /nowhere HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhal");

      assertThat(client.rest()).startsWith("HTTP/1.1 404 ");
    }
  }

  @Test
  void halfAFrameIsGivenUp() {
    try (var client = RawSocket.upgraded(server.port(), "/echo")) {
      client.say(joined(text("whole"), new byte[] {(byte) 0x81}));

      assertThat(client.hears()).isEqualTo("whole");
      assertThat(client.hears()).isEqualTo("closed 1008");
    }
  }

  @Test
  void aMessageThatDoesNotEndIsGivenUp() {
    try (var client = RawSocket.upgraded(server.port(), "/echo")) {
      assertThat(client.say(frame(0x01, (byte) 'a')).hears()).isEqualTo("closed 1008");
    }
  }

  @Test
  void aFarEndThatReadsNothingIsDropped() {
    try (var client = RawSocket.upgraded(server.port(), "/echo")) {
      // The echo fills the buffers of both kernels, which ends the saying as well.
      byte[] much = text("a".repeat(65_536));
      while (client.isTold(much)) {}
    }
  }

  @Test
  void aWebSocketOutlivesEveryTimeoutInSilence() {
    try (var client = RawSocket.upgraded(server.port(), "/echo")) {
      assertThat(client.isQuietFor(TestLimits.SHORT.multipliedBy(ROUNDS))).isTrue();
      assertThat(client.say(text("still here")).hears()).isEqualTo("still here");
    }
  }

  @Test
  void aWebSocketOutlivesEveryTimeoutInTalk() {
    long end = System.nanoTime() + TestLimits.SHORT.multipliedBy(ROUNDS).toNanos();
    try (var client = RawSocket.upgraded(server.port(), "/echo")) {
      while (System.nanoTime() < end) {
        // Half a frame at a time, so that one is always begun.
        byte[] hello = text("hello");
        client.say(Arrays.copyOf(hello, 5));
        assertThat(client.isQuietFor(TestLimits.SHORT.dividedBy(10))).isTrue();
        client.say(Arrays.copyOfRange(hello, 5, hello.length));

        assertThat(client.hears()).isEqualTo("hello");
      }
    }
  }

  @Test
  void aFarEndThatTalksTooFastIsReadNoFasterThanItMayTalk() {
    try (var slow = new EchoServer(TestLimits.paced(tenASecondFor(Duration.ofMinutes(1))));
        var client = RawSocket.upgraded(slow.port(), "/echo")) {
      for (int i = 0; i < 25; i++) {
        assertThat(client.say(text("hello")).hears()).isEqualTo("hello");
      }
    }
  }

  @Test
  void aFarEndThatGoesOnTalkingTooFastIsDropped() {
    try (var slow = new EchoServer(TestLimits.paced(tenASecondFor(Duration.ZERO)));
        var client = RawSocket.upgraded(slow.port(), "/echo")) {
      String heard;
      do {
        heard = client.say(text("hello")).hears();
      } while (heard.equals("hello"));

      assertThat(heard).isEqualTo("closed 1008");
    }
  }

  private static Limits.Rates tenASecondFor(Duration sustained) {
    return new Limits.Rates(20, Duration.ofMinutes(1), 10, sustained);
  }
}
