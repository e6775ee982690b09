package callflux.gateway;

import static java.util.Objects.requireNonNull;

import callflux.gateway.ArchiveDesk.Opened;
import callflux.gateway.archive.CallLine;
import callflux.gateway.history.HistoryJson;
import callflux.gateway.history.Printable;
import callflux.gateway.history.Told;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Lists calls that are kept.
@Command(name = "calls", description = "Lists the calls that are kept, newest first.")
final class CallsCommand extends ArchiveCommand {
  private static final int WORDS = 6;

  /// Not known, or not yet.
  static final String UNKNOWN = "-";

  @Mixin private DaysOption days = new DaysOption();

  @Option(
      names = "--number",
      paramLabel = "NUMBER",
      description = "Those of this called number alone.")
  private @Nullable String number;

  @Option(
      names = "--most",
      paramLabel = "N",
      defaultValue = "50",
      description = "So many, and no more; by default, ${DEFAULT-VALUE}.")
  private int most;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  CallsCommand() {
    this(new ArchiveDesk());
  }

  CallsCommand(ArchiveDesk desk) {
    super(desk);
  }

  @Override
  int ask(Opened opened, CommandLine command) {
    print(found(opened), command.getOut());
    return 0;
  }

  private List<CallLine> found(Opened opened) {
    var period = days.period(InstantSource.system());
    var calls =
        number == null
            ? opened.archive().calls(period, most)
            : opened.archive().callsTo(number, period, most);
    return requireNonNull(calls.collectList().block());
  }

  private void print(List<CallLine> calls, PrintWriter out) {
    if (json) {
      out.println(HistoryJson.calls(calls));
      return;
    }
    var table =
        new TextTable(
            WORDS,
            "BEGAN (UTC)",
            "CALL",
            "NUMBER",
            "AGENT",
            "CALLER",
            "ENDED",
            "LENGTH",
            "ANSWER MS",
            "SENTIMENT",
            "LEAD",
            "USD");
    calls.forEach(call -> table.add(row(call)));
    table.lines().forEach(out::println);
  }

  private static String[] row(CallLine call) {
    return new String[] {
      Told.time(call.began()),
      Printable.of(call.callSid()),
      Printable.of(call.number()),
      Printable.of(call.agent()),
      Printable.of(call.maskedCaller()),
      call.ended() == null ? UNKNOWN : Printable.of(Told.ended(call.ended())),
      call.length() == null ? UNKNOWN : Told.length(call.length()),
      millis(call.voiceToVoice()),
      sentiment(call.sentiment()),
      call.leadScore() == null ? UNKNOWN : Integer.toString(call.leadScore()),
      Told.usd(call.costMicros()).toString()
    };
  }

  static String millis(@Nullable Duration duration) {
    return duration == null ? UNKNOWN : Long.toString(duration.toMillis());
  }

  static String sentiment(@Nullable Double sentiment) {
    return sentiment == null ? UNKNOWN : String.format(Locale.ROOT, "%+.2f", sentiment);
  }
}
