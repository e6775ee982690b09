package callflux.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.audio.AudioFormat;
import callflux.codec.realtime.Session.TurnDetection.ServerVad;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `callflux check`, `agents` and `schema`: what a file says, without a secret or a network.
class FileIsCheckedOfflineTest {
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final String FILE =
      """
      agents:
        sales: {instructions: Sell., model: house, voice: nina}
        support: {upstream: azure}
      numbers:
        "+14155550100": support
        default: sales
      upstreams:
        azure: {url: "wss://azure.example", model: phone, key_env: AZURE_KEY}
      """;

  @TempDir private Path folder;

  /// What a command came to.
  private record Outcome(int code, List<String> out, List<String> err) {}

  @Test
  void validFileIsListed() throws Exception {
    assertThat(run("check", written(FILE)))
        .isEqualTo(
            new Outcome(
                0,
                List.of(
                    "+14155550100 -> support", "default -> sales", "valid: 2 numbers, 2 agents"),
                List.of()));
  }

  @ParameterizedTest
  @MethodSource("callflux.gateway.BrokenFile#all")
  void mistakeIsToldInALine(BrokenFile broken) throws Exception {
    var outcome = run("check", written(broken.yaml()));

    assertThat(outcome.code()).isEqualTo(78);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .singleElement()
        .satisfies(line ->
            assertThat(line)
                .startsWith("callflux: " + broken.key() + ": ")
                .contains(broken.complaint())
                .doesNotContain("canary"));
  }

  @Test
  void everyMistakeIsToldAtOnceAndEachOnce() throws Exception {
    var yaml =
        """
        agents:
          a: {speed: 9, instructions: "{{x}}"}
        numbers:
          "+14155550100": {agent: a, voice: marin}
          "+14155550101": {agent: a, voice: nina}
          "5": b
        """;

    assertThat(run("check", written(yaml)).err())
        .extracting(line -> line.split(": ", 3)[1])
        .containsExactlyInAnyOrder(
            "agents.a.speed",
            "agents.a.instructions",
            "numbers.+14155550101.voice",
            "numbers.5",
            "numbers.5");
  }

  @Test
  void instructionsThatAreNoTextOrTooLongAreTold() throws Exception {
    Files.write(folder.resolve("latin.txt"), "Grüße".getBytes(StandardCharsets.ISO_8859_1));
    Files.writeString(folder.resolve("long.txt"), "x".repeat(64 * 1024 + 1));
    Files.writeString(folder.resolve("most.txt"), "x".repeat(64 * 1024));
    Files.writeString(folder.resolve("empty.txt"), " \n");

    assertThat(run("check", written("agent: {instructions_file: latin.txt}")).err().toString())
        .contains("agent.instructions_file: latin.txt is not UTF-8");
    assertThat(run("check", written("agent: {instructions_file: long.txt}")).err().toString())
        .contains("agent.instructions_file: long.txt is too long", "64 KiB");
    assertThat(run("check", written("agent: {instructions_file: empty.txt}")).err().toString())
        .contains("agent.instructions_file: names an empty file");
    assertThat(run("check", written("agent: {instructions_file: .}")).code()).isEqualTo(78);
    assertThat(run("check", written("agent: {instructions_file: most.txt}")).code()).isZero();
  }

  @Test
  void fileThatIsNotThereIsTold() {
    assertThat(run("check", folder.resolve("none.yaml").toString()).err())
        .singleElement()
        .asString()
        .contains("none.yaml can't be read");
  }

  @Test
  void samplesOfTheReadmeAreValid() throws Exception {
    var samples = YAML.matcher(Files.readString(Path.of("../README.md"))).results().toList();

    assertThat(samples).isNotEmpty();
    for (var sample : samples) {
      assertThat(run("check", written(sample.group(1))).err()).isEmpty();
      assertThat(Schema.faults(sample.group(1))).isEmpty();
    }
  }

  @Test
  void agentsAreATable() throws Exception {
    var outcome = run("agents", written(FILE));

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .map(line -> Arrays.asList(line.split(" +")))
        .hasSize(3)
        .startsWith(List.of("NUMBER", "AGENT", "UPSTREAM", "MODEL", "VOICE", "PROMPT"))
        .satisfies(rows -> {
          assertThat(rows.get(1))
              .startsWith("+14155550100", "support", "azure", "phone", "-")
              .last()
              .asString()
              .matches("[0-9a-f]{12}");
          assertThat(rows.get(2)).startsWith("default", "sales", "default", "house", "nina");
        });
    assertThat(run("agents", written("agent: {speed: 9}")).code()).isEqualTo(78);
  }

  @Test
  void schemaIsPrinted() {
    var outcome = run("schema");

    assertThat(outcome.code()).isZero();
    assertThat(String.join("\n", outcome.out()))
        .contains("https://json-schema.org/draft/2020-12/schema");
  }

  @Test
  void sampleIsPrintedAndGood() throws Exception {
    var sample = String.join("\n", run("sample").out());
    var file = written(sample);

    assertThat(run("check", file).out())
        .containsExactlyInAnyOrder(
            "default -> front-desk",
            "+14155550100 -> healthcare-receptionist",
            "valid: 2 numbers, 2 agents");
    assertThat(Schema.faults(sample)).isEmpty();
    var agents = OfflineConfig.read(file).config().agents();
    var session = agents.plan("+14155550100").orElseThrow().agent().session();
    assertThat(session.format()).isEqualTo(AudioFormat.PCM16);
    assertThat(session.turnDetection()).isEqualTo(new ServerVad(0.55, 300, 600, null, true, true));
    assertThat(agents.plan("+14155550199").orElseThrow().agent().session().format())
        .isEqualTo(AudioFormat.PCMU);
  }

  @Test
  void audioThatIsNoFormatIsTold() throws Exception {
    assertThat(run("check", written("agent: {audio: opus}")).err())
        .singleElement()
        .asString()
        .contains("agent.audio: ", "pcm16");
  }

  private static Outcome run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        Main.command().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    return new Outcome(code, out.toString().lines().toList(), err.toString().lines().toList());
  }

  private String written(String yaml) throws Exception {
    return Files.writeString(folder.resolve("callflux.yaml"), yaml).toString();
  }
}
