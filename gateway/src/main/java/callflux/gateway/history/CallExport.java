package callflux.gateway.history;

import callflux.gateway.archive.Archive;
import callflux.gateway.archive.CallLine;
import callflux.gateway.archive.DayLine;
import callflux.gateway.archive.Period;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import reactor.core.publisher.Flux;

/// All calls of a period as JSON Lines, one call whole a line.
///
/// It goes by days, so that no more is held than the names of a day's calls, and no question to the
/// archive is kept open while its reader takes their time.
public final class CallExport {
  private static final int AHEAD = 1;

  private final Archive archive;

  public CallExport(Archive archive) {
    this.archive = archive;
  }

  /// Lines without their ends, oldest call first; no further ahead of the reader than they ask for.
  public Flux<String> lines(Period period) {
    return archive
        .days(period)
        .map(DayLine::day)
        .distinct()
        .collectSortedList()
        .flatMapIterable(days -> days)
        .concatMap(
            day -> archive.calls(within(day, period), Integer.MAX_VALUE).collectList(), AHEAD)
        .concatMapIterable(CallExport::oldestFirst, AHEAD)
        .concatMap(archive::call, AHEAD)
        .map(file -> HistoryJson.call(file).toString());
  }

  private static List<String> oldestFirst(List<CallLine> calls) {
    return calls.stream()
        .sorted(Comparator.comparing(CallLine::began))
        .map(CallLine::callSid)
        .toList();
  }

  private static Period within(LocalDate day, Period period) {
    var whole = Period.ofDays(day, day);
    return new Period(later(whole.from(), period.from()), earlier(whole.to(), period.to()));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
