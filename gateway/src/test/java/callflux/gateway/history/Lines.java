package callflux.gateway.history;

import callflux.gateway.archive.Analysis;
import callflux.gateway.archive.Analysis.Findings;
import callflux.gateway.archive.CallFile;
import callflux.gateway.archive.CallLine;
import callflux.gateway.archive.Content.Ended;
import callflux.gateway.archive.DayLine;
import callflux.gateway.call.Termination;
import callflux.gateway.call.Termination.Result;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What lists and statistics say of calls, worked out the plain way.
final class Lines {
  private Lines() {}

  static Instant began(CallFile file) {
    return file.entries().getFirst().at();
  }

  static @Nullable Ended ended(CallFile file) {
    return file.entries().getLast().content() instanceof Ended ended ? ended : null;
  }

  static @Nullable Findings findings(CallFile file) {
    var analysis = file.analysis();
    return analysis == null ? null : analysis.findings();
  }

  static long cost(CallFile file) {
    var ended = ended(file);
    Analysis analysis = file.analysis();
    return (ended == null ? 0 : ended.costMicros())
        + (analysis == null ? 0 : analysis.costMicros());
  }

  static boolean failed(CallFile file) {
    var ended = ended(file);
    if (ended == null) {
      return false;
    }
    Termination termination = ended.termination();
    return termination == null
        || termination.result() == Result.SERVER_ERROR
        || termination.result() == Result.UPSTREAM_ERROR;
  }

  static CallLine of(CallFile file) {
    var head = Shelf.head(file);
    var ended = ended(file);
    var findings = findings(file);
    return new CallLine(
        file.callSid(),
        began(file),
        ended == null ? null : ended.summary().length(),
        head.number(),
        head.agent(),
        head.caller(),
        head.maskedCaller(),
        ended == null ? null : label(ended),
        ended == null ? null : ended.timings().voiceToVoice(),
        findings == null ? null : findings.sentiment(),
        findings == null ? null : findings.leadScore(),
        cost(file));
  }

  private static String label(Ended ended) {
    var termination = ended.termination();
    return termination == null ? "unknown" : termination.label();
  }

  private record Key(LocalDate day, String number) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int days = day.compareTo(other.day);
      return days == 0 ? number.compareTo(other.number) : days;
    }
  }

  static List<DayLine> days(List<CallFile> files) {
    var days =
        files.stream()
            .collect(
                Collectors.groupingBy(
                    file ->
                        new Key(
                            LocalDate.ofInstant(began(file), ZoneOffset.UTC),
                            Shelf.head(file).number()),
                    TreeMap::new,
                    Collectors.toList()));
    var lines = new ArrayList<DayLine>();
    days.forEach((key, some) -> lines.add(day(key, some)));
    return lines;
  }

  private static DayLine day(Key key, List<CallFile> files) {
    var ends = known(files, Lines::ended);
    var times = known(ends.stream(), ended -> ended.timings().voiceToVoice());
    var found = known(files, Lines::findings);
    return new DayLine(
        key.day(),
        key.number(),
        files.size(),
        (int) files.stream().filter(Lines::failed).count(),
        ends.stream().map(ended -> ended.summary().length()).reduce(Duration.ZERO, Duration::plus),
        ends.stream().mapToInt(ended -> ended.summary().turns()).sum(),
        ends.stream().mapToInt(ended -> ended.summary().bargeIns()).sum(),
        times.size(),
        times.isEmpty()
            ? null
            : times.stream().reduce(Duration.ZERO, Duration::plus).dividedBy(times.size()),
        found.size(),
        mean(found, Findings::sentiment),
        mean(found, findings -> (double) findings.leadScore()),
        files.stream().mapToLong(Lines::cost).sum());
  }

  private static @Nullable Double mean(List<Findings> found, Function<Findings, Double> figure) {
    return found.isEmpty()
        ? null
        : found.stream().mapToDouble(figure::apply).average().orElseThrow();
  }

  static <T> List<T> known(List<CallFile> files, Function<CallFile, @Nullable T> figure) {
    return known(files.stream(), figure);
  }

  static <S, T> List<T> known(Stream<S> some, Function<S, @Nullable T> figure) {
    List<T> known = new ArrayList<>();
    some.forEach(one -> {
      var value = figure.apply(one);
      if (value != null) {
        known.add(Objects.requireNonNull(value));
      }
    });
    return known;
  }
}
