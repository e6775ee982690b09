package callflux.gateway.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.agent.AgentDirectory;
import callflux.gateway.agent.DirectorySettings;
import callflux.gateway.call.Calls;
import callflux.gateway.config.ConfigFile;
import callflux.gateway.config.ConfigInvalid;
import callflux.gateway.config.Reading.Valid;
import callflux.gateway.config.Settings;
import callflux.gateway.config.Sources;
import callflux.gateway.http.Limits;
import callflux.gateway.stream.StreamLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;

/// Two hundred numbers with twenty agents, all called at once; and then the file changes.
class EveryNumberIsGreetedByItsAgentTest {
  private static final int NUMBERS = 200;
  private static final int AGENTS = 20;
  private static final Duration LONG = Duration.ofMinutes(2);

  private static final Pattern GREETING = Pattern.compile("agent (\\d+) of edition (\\d)");

  private static final Pattern PAYLOAD = Pattern.compile("\"payload\":\"([^\"]+)\"");

  @TempDir private Path folder;
  private final AtomicReference<AgentDirectory> agents =
      new AtomicReference<>(new AgentDirectory(List.of(), null));

  @Test
  void alsoWhenThePromptsChangeWhileCallsAreLive() throws Exception {
    write(0);
    var file = new ConfigFile<>(this::directory);
    agents.set(file.read());
    try (var rig = rig();
        var changes = watched(file)) {
      var before = called(rig, 0);
      assertThat(heard(before)).isEqualTo(greetings(0));

      write(1);
      changes.taken().join();
      var after = called(rig, 1);
      assertThat(heard(after)).isEqualTo(greetings(1));

      // Asked again, who began with the old words still has them.
      before.forEach(caller -> caller.says(Twilio.dtmf("1")));
      assertThat(heard(before)).isEqualTo(instructed(0));
      assertThat(rig.calls.admitted()).isEqualTo(2 * NUMBERS);
      hangUp(before);
      hangUp(after);
      rig.isIdle();
    }
  }

  /// What is watched, and the next change of it.
  private record Changes(Disposable watching, CompletableFuture<Void> taken)
      implements AutoCloseable {
    @Override
    public void close() {
      watching.dispose();
    }
  }

  private Changes watched(ConfigFile<AgentDirectory> file) {
    var taken = new CompletableFuture<Void>();
    var watching =
        file.watch()
            .subscribe(reading -> {
              agents.set(((Valid<AgentDirectory>) reading).value());
              taken.complete(null);
            });
    return new Changes(watching, taken);
  }

  private Rig rig() {
    var patient = new StreamLimits(LONG, LONG, Limits.production().socket());
    return new Rig(
        new GreetingModel(EveryNumberIsGreetedByItsAgentTest::voice),
        agents::get,
        new Calls.Terms(2 * NUMBERS, LONG),
        patient);
  }

  /// Calls every number, all at once.
  private static List<Twilio> called(Rig rig, int edition) throws Exception {
    return atOnce(number -> {
      var call = "CA%032x".formatted(edition * NUMBERS + number);
      var form = Rig.incoming("To", number(number));
      form.put("CallSid", List.of(call));
      var url = Rig.streamUrl(rig.posts(VoiceWebhook.PATH, form).body());
      return Twilio.connects(rig.port(), url).says(Twilio.connected(), Twilio.start(call));
    });
  }

  private static List<String> heard(List<Twilio> callers) throws Exception {
    return atOnce(number -> payload(callers.get(number)));
  }

  private static void hangUp(List<Twilio> callers) {
    assertThat(callers)
        .allSatisfy(
            caller -> assertThat(caller.says(Twilio.stop()).closed().code()).isEqualTo(1000));
  }

  private static <T> List<T> atOnce(IntFunction<T> work) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all =
          IntStream.range(0, NUMBERS)
              .mapToObj(number -> threads.submit(() -> work.apply(number)))
              .toList();
      var results = new ArrayList<T>();
      for (var one : all) {
        results.add(one.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  /// The next thing said to a caller, past the marks.
  private static String payload(Twilio caller) {
    while (true) {
      var payload = PAYLOAD.matcher(caller.hears());
      if (payload.find()) {
        return payload.group(1);
      }
    }
  }

  private static List<String> greetings(int edition) {
    return IntStream.range(0, NUMBERS)
        .mapToObj(number -> Voice.base64(1 + number % AGENTS + edition * AGENTS))
        .toList();
  }

  /// As the greetings, but from the instructions alone.
  private static List<String> instructed(int edition) {
    return IntStream.range(0, NUMBERS)
        .mapToObj(number -> Voice.base64(1 + number % AGENTS + edition * AGENTS + 2 * AGENTS))
        .toList();
  }

  private static int voice(String asked) {
    var words = GREETING.matcher(asked);
    if (!words.find()) {
      throw new AssertionError("no agent's words: " + asked);
    }
    int voice = 1 + Integer.parseInt(words.group(1)) + Integer.parseInt(words.group(2)) * AGENTS;
    return asked.contains("Greet") ? voice : voice + 2 * AGENTS;
  }

  private static String number(int number) {
    return "+1415555" + (1_000 + number);
  }

  private void write(int edition) throws Exception {
    var yaml = new StringBuilder("agents:\n");
    for (int agent = 0; agent < AGENTS; agent++) {
      yaml.append("  a%d:\n".formatted(agent))
          .append("    instructions: You are agent %d of edition %d.\n".formatted(agent, edition))
          .append("    greeting: Greet as agent %d of edition %d.\n".formatted(agent, edition));
    }
    yaml.append("numbers:\n");
    for (int number = 0; number < NUMBERS; number++) {
      yaml.append("  \"%s\": a%d\n".formatted(number(number), number % AGENTS));
    }
    Files.writeString(folder.resolve("callflux.yaml"), yaml);
  }

  private AgentDirectory directory(Sources sources) throws ConfigInvalid {
    var environment = Map.of("FILE", folder.resolve("callflux.yaml").toString());
    var settings = Settings.of(environment, "FILE", sources);
    var directory = DirectorySettings.read(settings.file(), Map.of("default", "model"));
    settings.complain();
    return directory;
  }
}
