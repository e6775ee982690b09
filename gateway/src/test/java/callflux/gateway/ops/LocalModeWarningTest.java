package callflux.gateway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.test.scheduler.VirtualTimeScheduler;

class LocalModeWarningTest {
  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(LocalModeWarning.class);

  private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    LOGGER.addAppender(log);
  }

  @AfterEach
  void listenNoMore() {
    LOGGER.detachAppender(log);
    clock.dispose();
  }

  @Test
  void warnsAtOnceAndOnceAMinute() {
    LocalModeWarning.everyMinute(clock);

    clock.advanceTimeBy(Duration.ofSeconds(59));
    assertThat(log.list).hasSize(1);
    clock.advanceTimeBy(Duration.ofMinutes(3));
    assertThat(log.list)
        .hasSize(4)
        .allMatch(event -> event.getFormattedMessage().contains("nothing is signed"));
  }

  @Test
  void endsWhenDisposedOf() {
    var warnings = LocalModeWarning.everyMinute(clock);
    clock.advanceTime();
    warnings.dispose();
    clock.advanceTimeBy(Duration.ofMinutes(5));
    assertThat(log.list).hasSize(1);
  }
}
