package callflux.gateway;

import static java.util.Objects.requireNonNull;

import callflux.gateway.ArchiveDesk.Opened;
import callflux.gateway.archive.DayLine;
import callflux.gateway.archive.Period;
import callflux.gateway.history.Printable;
import callflux.gateway.history.Told;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Prints what calls came to.
@Command(
    name = "stats",
    description =
        "Prints what the calls of each day, UTC, and number came to. A call has failed if it ended"
            + " through no fault of the caller's.")
final class StatsCommand extends ArchiveCommand {
  private static final int WORDS = 2;
  private static final double MINUTE_MILLIS = 60_000;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "7",
      description = "So many days up to today; by default, ${DEFAULT-VALUE}.")
  private int days;

  StatsCommand() {
    this(new ArchiveDesk());
  }

  StatsCommand(ArchiveDesk desk) {
    super(desk);
  }

  @Override
  int ask(Opened opened, CommandLine command) {
    var today = DaysOption.today(InstantSource.system());
    var period = Period.ofDays(today.minusDays(Math.max(1, days) - 1L), today);
    var lines = requireNonNull(opened.archive().days(period).collectList().block());
    table(lines).forEach(command.getOut()::println);
    return 0;
  }

  private static List<String> table(List<DayLine> days) {
    var table =
        new TextTable(
            WORDS,
            "DAY (UTC)",
            "NUMBER",
            "CALLS",
            "FAILED",
            "MINUTES",
            "TURNS",
            "INTERRUPTIONS",
            "ANSWER MS",
            "SENTIMENT",
            "LEAD",
            "USD");
    days.forEach(day -> table.add(row(day)));
    return table.lines();
  }

  private static String[] row(DayLine day) {
    return new String[] {
      day.day().toString(),
      Printable.of(day.number()),
      Integer.toString(day.calls()),
      Integer.toString(day.failed()),
      String.format(Locale.ROOT, "%.1f", day.length().toMillis() / MINUTE_MILLIS),
      Integer.toString(day.turns()),
      Integer.toString(day.bargeIns()),
      CallsCommand.millis(day.voiceToVoice()),
      CallsCommand.sentiment(day.sentiment()),
      day.leadScore() == null
          ? CallsCommand.UNKNOWN
          : String.format(Locale.ROOT, "%.0f", day.leadScore()),
      Told.usd(day.costMicros()).toString()
    };
  }
}
