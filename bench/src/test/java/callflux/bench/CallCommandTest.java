package callflux.bench;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.bench.load.ScriptedGateway;
import callflux.bench.load.TalkativeModel;
import callflux.bench.load.Wav;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CallCommandTest {
  @TempDir private Path out;

  private record Outcome(int exitCode, String printed) {}

  @Test
  void holdsACallAndWritesAllOfIt() throws IOException {
    try (var gateway = ScriptedGateway.with(() -> new TalkativeModel(100, 0))) {
      var outcome = call(gateway, "--turns=2", "--barge-ins=1", "--barge-in-after=200");

      assertThat(outcome.exitCode()).as(outcome.printed()).isZero();
      assertThat(outcome.printed())
          .contains("time to first audio", "voice-to-voice, turn 2", "barge-in to clear, turn 2")
          .containsPattern("frames stale after clear +0 ");
      JsonNode file = new JsonMapper().readTree(Files.readString(out.resolve("call.json")));
      assertThat(file.get("timeline").get("spoken").size()).isEqualTo(2);
      assertThat(file.get("shortfalls").size()).isZero();
      JsonNode bargeIn = file.get("measured").get("bargeIns").get(0);
      assertThat(bargeIn.get("heardByEnergy").asDouble())
          .isBetween(bargeIn.get("heard").asDouble() - 60, bargeIn.get("heard").asDouble() + 60);
      assertThat(Wav.read(out.resolve("heard.wav")).samples().length).isGreaterThan(8_000);
      assertThat(Wav.read(out.resolve("said.wav")).samples().length).isGreaterThan(8_000);
    }
  }

  @Test
  void drawsAPictureThatIsOne() throws IOException {
    try (var gateway = ScriptedGateway.with(() -> new TalkativeModel(20, 0))) {
      call(gateway, "--turns=1", "--barge-ins=0");
    }

    BufferedImage picture = ImageIO.read(out.resolve("call.png").toFile());
    assertThat(picture.getWidth()).isGreaterThan(1_000);
    assertThat(picture.getHeight()).isGreaterThan(500);
    assertThat(coloursIn(picture)).hasSizeGreaterThan(20);
  }

  @Test
  void failsWhenAudioOfACutAnswerComesAfterItsClear() {
    try (var gateway = ScriptedGateway.with(() -> new TalkativeModel(100, 5))) {
      var outcome = call(gateway, "--turns=1", "--barge-ins=1", "--barge-in-after=200");

      assertThat(outcome.exitCode()).isEqualTo(1);
      assertThat(outcome.printed()).contains("FAILED: 5 frames of a cut answer");
    }
  }

  @Test
  void failsWhenTheModelNeverAnswers() {
    try (var gateway =
        ScriptedGateway.answering("<Response><Reject reason=\"busy\"/></Response>")) {
      var outcome = call(gateway, "--turns=1", "--barge-ins=0");

      assertThat(outcome.exitCode()).isEqualTo(1);
      assertThat(outcome.printed()).contains("FAILED: the call ended early", "<Reject/>");
    }
  }

  @Test
  void saysWhatIsWrongWithItsArguments() {
    assertThat(execute("call", "--gateway=ftp://gateway").exitCode()).isEqualTo(2);
    assertThat(execute("call", "--wav=" + out.resolve("absent.wav")).exitCode()).isEqualTo(2);
    var outcome = execute("call", "--turns=1", "--barge-ins=2");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.printed()).contains("2 barge-ins in 1 turns").doesNotContain("Exception");
  }

  private Outcome call(ScriptedGateway gateway, String... options) {
    var line = gateway.line();
    var arguments =
        new ArrayList<>(
            List.of(
                "call",
                "--gateway=" + line.gateway(),
                "--public-url=" + line.publicUrl() + "/",
                "--auth-token=" + line.authToken(),
                "--out=" + out));
    arguments.addAll(List.of(options));
    return execute(arguments.toArray(String[]::new));
  }

  private static Outcome execute(String... arguments) {
    var printed = new StringWriter();
    int exitCode =
        Bench.commandLine()
            .setOut(new PrintWriter(printed))
            .setErr(new PrintWriter(printed))
            .execute(arguments);
    return new Outcome(exitCode, printed.toString());
  }

  private static List<Integer> coloursIn(BufferedImage picture) {
    return IntStream.range(0, picture.getWidth() * picture.getHeight())
        .map(at -> picture.getRGB(at % picture.getWidth(), at / picture.getWidth()))
        .distinct()
        .boxed()
        .toList();
  }
}
