package callflux.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RefusalLogTest {
  private static final int STORM = 500;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Logger everything = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private long now;

  @BeforeEach
  void listen() {
    lines.start();
    everything.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    everything.detachAppender(lines);
  }

  @Test
  void aStormOfBadRequestsIsCountedAndLoggedOnceASecond() {
    long began = System.nanoTime();
    try (var server = new EchoServer(TestLimits.patient())) {
      for (int i = 0; i < STORM; i++) {
        try (var client = new RawSocket(server.port())) {
          client.say("GET /secret?n=" + i + " HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n").rest();
        }
      }
      assertThat(server.meters().counter("callflux.http.refused", "reason", "host").count())
          .isEqualTo(STORM);
    }
    long seconds = (System.nanoTime() - began) / SECOND;

    assertThat(lines.list).isNotEmpty().hasSizeLessThanOrEqualTo((int) seconds + 1);
    assertThat(lines.list)
        .allSatisfy(line ->
            assertThat(line.getFormattedMessage() + line.getKeyValuePairs())
                .contains("host", PeerHash.of(new InetSocketAddress(loopback(), 1)))
                .doesNotContain("secret", "127.0.0.1"));
  }

  @Test
  void aLineKnowsHowManyWereNotWritten() {
    var limit = new LogLimit(() -> now);
    List<Long> unsaid = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      limit.run(unsaid::add);
    }
    now += SECOND;
    limit.run(unsaid::add);

    assertThat(unsaid).containsExactly(0L, 4L);
  }

  private static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }
}
