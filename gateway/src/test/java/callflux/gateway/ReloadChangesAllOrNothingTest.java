package callflux.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.agent.AgentDirectory;
import callflux.gateway.ops.ConfigMeters;
import callflux.gateway.realtime.Upstreams;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.netty.resources.LoopResources;
import reactor.test.scheduler.VirtualTimeScheduler;

/// A file that changes while the gateway runs is taken whole, or not at all.
class ReloadChangesAllOrNothingTest {
  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(Reload.class);
  private static final String FIRST = "agent: {name: first}";

  private final VirtualTimeScheduler clock = VirtualTimeScheduler.getOrSet();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final LoopResources loops = LoopResources.create("reload", 1, true);
  private Disposable watching = Disposables.disposed();

  @TempDir private Path folder;

  @BeforeEach
  void listen() {
    log.start();
    LOGGER.addAppender(log);
  }

  @AfterEach
  void stop() {
    watching.dispose();
    LOGGER.detachAppender(log);
    VirtualTimeScheduler.reset();
    loops.dispose();
  }

  @Test
  void goodFileIsTakenAtOnce() throws Exception {
    var reload = watched();
    write("agent: {name: second}");

    assertThat(name(reload.agents())).isEqualTo("second");
    assertThat(valid()).isOne();
    assertThat(reloads("taken")).isOne();
    assertThat(log.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.INFO);
  }

  @ParameterizedTest
  @MethodSource("callflux.gateway.BrokenFile#all")
  void brokenFileChangesNothing(BrokenFile broken) throws Exception {
    var reload = watched();
    var before = reload.agents();

    write(broken.yaml());
    clock.advanceTimeBy(Duration.ofMinutes(1));

    assertThat(reload.agents()).isSameAs(before);
    assertThat(valid()).isZero();
    assertThat(reloads("refused")).isOne();
    assertThat(log.list)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getLevel()).isEqualTo(Level.ERROR);
          assertThat(event.getKeyValuePairs().toString())
              .contains(broken.key() + ": ", broken.complaint())
              .doesNotContain("canary");
        });
  }

  @Test
  void fileThatIsMendedIsTaken() throws Exception {
    var reload = watched();
    write("agent: {speed: 9, name: second}");
    assertThat(valid()).isZero();

    write("agent: {speed: 1, name: second}");

    assertThat(name(reload.agents())).isEqualTo("second");
    assertThat(valid()).isOne();
  }

  @Test
  void whatNeedsARestartIsTold() throws Exception {
    var reload = watched();
    write("agent: {name: second}\nserver: {limits: {max_calls: 5}}\napology: {text: Sorry.}");

    assertThat(name(reload.agents())).isEqualTo("second");
    assertThat(log.list)
        .filteredOn(event -> event.getLevel() == Level.WARN)
        .singleElement()
        .satisfies(
            event -> assertThat(event.getKeyValuePairs().toString()).contains("server", "apology"));
  }

  @Test
  void modelThatIsTakenAwayIsNotGoneWithoutARestart() throws Exception {
    write("upstream: {url: 'ws://127.0.0.1:9/'}");
    var reload = watched(Map.of());

    write("agent: {name: second}");

    assertThat(name(reload.agents())).isEqualTo("receptionist");
    assertThat(valid()).isZero();
    assertThat(log.list.getFirst().getKeyValuePairs().toString()).contains("restart");
  }

  private Reload watched() throws Exception {
    write(FIRST);
    return watched(Map.of("OPENAI_REALTIME_URL", "ws://127.0.0.1:9/"));
  }

  private Reload watched(Map<String, String> environment) throws Exception {
    var all = new HashMap<>(environment);
    all.put("CALLFLUX_CONFIG", folder.resolve("callflux.yaml").toString());
    var file = GatewayConfig.file(all, false);
    var reload =
        new Reload(
            file.read(), Models.REAL, new Upstreams(loops, meters), new ConfigMeters(meters));
    watching = file.watch().subscribe(reload::on);
    return reload;
  }

  private void write(String yaml) throws Exception {
    Files.writeString(folder.resolve("callflux.yaml"), yaml);
    clock.advanceTimeBy(Duration.ofSeconds(3));
  }

  private static String name(AgentDirectory agents) {
    return agents.plan("+14155550100").orElseThrow().agent().name();
  }

  private double valid() {
    return meters.get("callflux.config.valid").gauge().value();
  }

  private double reloads(String result) {
    return meters.get("callflux.config.reloads").tag("result", result).counter().count();
  }
}
