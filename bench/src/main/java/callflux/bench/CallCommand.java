package callflux.bench;

import callflux.bench.load.CallPlan;
import callflux.bench.load.CallRecord;
import callflux.bench.load.CallRecord.Tapes;
import callflux.bench.load.Line;
import callflux.bench.load.Scenario;
import callflux.bench.load.SimulatedCaller;
import callflux.bench.load.Speech;
import callflux.bench.load.Utterance;
import callflux.bench.load.Wav;
import callflux.bench.measure.Shortfalls;
import callflux.bench.report.CallFile;
import callflux.bench.report.CallPicture;
import callflux.bench.report.CallTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Places one call and shows what the caller went through.
@Command(
    name = "call",
    description = {
      "Places one call as Twilio does: signed webhook, media stream, and a caller who talks.",
      "Writes what was heard and said (WAV), what happened (JSON) and a picture of it (PNG)."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Bench.Version.class,
    showDefaultValues = true,
    sortOptions = false)
final class CallCommand implements Callable<Integer> {
  private static final int TELEPHONE_RATE = 8_000;

  @Spec private @Nullable CommandSpec spec;

  @ArgGroup(exclusive = false, heading = "%nWhom to call, and as whom%n", validate = false)
  private LineOptions line = new LineOptions();

  @ArgGroup(exclusive = false, heading = "%nWhat the caller does%n", validate = false)
  private TalkOptions talk = new TalkOptions();

  @Option(
      names = "--scenario",
      paramLabel = "PATH",
      description = {
        "Instead of all this, the conversation in a file, or those in a folder, each with what is",
        "expected of it, and with a gateway of its own; see `scenarios`."
      })
  private @Nullable Path scenario;

  @Option(names = "--out", paramLabel = "DIR", description = "Where the files go.")
  private Path out = Path.of("bench/target/call");

  private static final class LineOptions {
    @Option(
        names = "--gateway",
        paramLabel = "URL",
        defaultValue = "http://127.0.0.1:8080",
        description = "Where the gateway is; with the webhook's path if it is not /twilio/voice.")
    private URI gateway = URI.create("http://127.0.0.1:8080");

    @Option(
        names = "--public-url",
        paramLabel = "URL",
        description = "The origin that the gateway knows itself by, if another: what is signed.")
    private @Nullable String publicUrl;

    @Option(
        names = "--auth-token",
        paramLabel = "TOKEN",
        defaultValue = "local",
        description = "Signs what is sent, as Twilio does with the account's.")
    private String authToken = "local";

    @Option(
        names = "--account-sid",
        paramLabel = "SID",
        defaultValue = "AC00000000000000000000000000000000",
        description = "The account that the number belongs to.")
    private String accountSid = "";

    @Option(
        names = "--from",
        paramLabel = "NUMBER",
        defaultValue = "+15550100001",
        description = "The caller's number.")
    private String from = "";

    @Option(
        names = "--to",
        paramLabel = "NUMBER",
        defaultValue = "+15550100002",
        description = "The number that is called.")
    private String to = "";

    Line line() {
      String origin = gateway.getScheme() + "://" + gateway.getRawAuthority();
      String known = publicUrl == null ? origin : publicUrl.replaceAll("/+$", "");
      return new Line(gateway, known, authToken, accountSid, new Line.Numbers(from, to));
    }
  }

  private static final class TalkOptions {
    @Option(
        names = "--wav",
        paramLabel = "FILE",
        description = {
          "The caller's voice: mono PCM of 16 bit or mu-law, 8, 16 or 24 kHz.",
          "Each pause of 700 ms ends a turn. Without it, the voice is a synthetic one."
        })
    private @Nullable Path wav;

    @Option(
        names = "--turns",
        paramLabel = "N",
        defaultValue = "3",
        description = "How often the caller speaks.")
    private int turns = 3;

    @Option(
        names = "--barge-ins",
        paramLabel = "N",
        defaultValue = "1",
        description = "How many of these turns interrupt the model.")
    private int bargeIns = 1;

    @Option(
        names = "--barge-in-after",
        paramLabel = "MS",
        defaultValue = "1000",
        description = "How much of an answer is heard before it is interrupted.")
    private int bargeInAfter = 1_000;

    Scenario scenario() throws IOException {
      List<Utterance> speech = wav == null ? synthetic() : Speech.recorded(wav);
      return Scenario.conversation(speech, turns, bargeIns, Duration.ofMillis(bargeInAfter));
    }

    /// Sentences of different lengths, the same in every call.
    private List<Utterance> synthetic() {
      return IntStream.range(0, Math.max(1, turns))
          .mapToObj(turn -> Speech.synthetic(turn, Duration.ofMillis(1_200 + turn % 3 * 400)))
          .toList();
    }
  }

  @Override
  public Integer call() throws IOException {
    if (scenario != null) {
      var terminal = Objects.requireNonNull(spec).commandLine().getOut();
      return new Playing(1, out, terminal).play(List.of(scenario));
    }
    var plan = new CallPlan(line(), scenario(), true);
    Files.createDirectories(out);
    CallRecord record = Objects.requireNonNull(new SimulatedCaller().call(plan).block());
    List<String> shortfalls = Shortfalls.of(record, plan.scenario());
    write(record, shortfalls);
    report(record, shortfalls);
    return shortfalls.isEmpty() ? 0 : 1;
  }

  private Line line() {
    try {
      return line.line();
    } catch (IllegalArgumentException e) {
      throw unusable(e);
    }
  }

  private Scenario scenario() {
    try {
      return talk.scenario();
    } catch (IOException | IllegalArgumentException e) {
      throw unusable(e);
    }
  }

  private ParameterException unusable(Exception cause) {
    var command = Objects.requireNonNull(spec).commandLine();
    return new ParameterException(command, String.valueOf(cause.getMessage()), cause);
  }

  private void write(CallRecord record, List<String> shortfalls) throws IOException {
    CallFile.write(record, shortfalls, out.resolve("call.json"));
    Tapes tapes = record.tapes();
    if (tapes != null) {
      Wav.of(TELEPHONE_RATE, tapes.heard().samples()).write(out.resolve("heard.wav"));
      Wav.of(TELEPHONE_RATE, tapes.said().samples()).write(out.resolve("said.wav"));
      CallPicture.write(record, out.resolve("call.png"));
    }
  }

  private void report(CallRecord record, List<String> shortfalls) {
    PrintWriter terminal = Objects.requireNonNull(spec).commandLine().getOut();
    if (record.tapes() != null) {
      terminal.print(CallTable.of(record));
      terminal.println(out.resolve("call.png"));
    }
    shortfalls.forEach(shortfall -> terminal.println("FAILED: " + shortfall));
    terminal.flush();
  }
}
