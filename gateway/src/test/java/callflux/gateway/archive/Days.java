package callflux.gateway.archive;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import callflux.gateway.archive.Content.Ended;
import callflux.gateway.call.CallSummary;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What calls come to, day by day and number by number.
final class Days {
  private Days() {}

  static List<DayLine> of(List<Story> stories) {
    return stories.stream().collect(groupingBy(Days::of)).entrySet().stream()
        .map(day -> line(day.getKey(), day.getValue()))
        .sorted(comparing(DayLine::day).thenComparing(DayLine::number))
        .toList();
  }

  private record Day(LocalDate day, String number) {}

  private static Day of(Story story) {
    return new Day(LocalDate.ofInstant(story.began(), ZoneOffset.UTC), story.beginning().number());
  }

  private static DayLine line(Day day, Collection<Story> calls) {
    var v2v = mean(calls, story -> nanos(story.voiceToVoice()));
    return new DayLine(
        day.day(),
        day.number(),
        calls.size(),
        (int) calls.stream().filter(Story::hasFailed).count(),
        summaries(calls).map(CallSummary::length).reduce(Duration.ZERO, Duration::plus),
        sum(calls, CallSummary::turns),
        sum(calls, CallSummary::bargeIns),
        count(calls, Story::voiceToVoice),
        v2v == null ? null : Duration.ofNanos(v2v.longValue()),
        count(calls, Story::findings),
        mean(calls, story -> story.findings() == null ? null : story.findings().sentiment()),
        mean(calls, story -> story.findings() == null ? null : story.findings().leadScore()),
        calls.stream().mapToLong(Story::costMicros).sum());
  }

  private static int count(Collection<Story> calls, Function<Story, @Nullable Object> figure) {
    return (int) calls.stream().map(figure).filter(Objects::nonNull).count();
  }

  private static Stream<CallSummary> summaries(Collection<Story> calls) {
    return calls.stream().flatMap(story -> story.end().stream()).map(Ended::summary);
  }

  private static int sum(Collection<Story> calls, ToIntFunction<CallSummary> figure) {
    return summaries(calls).mapToInt(figure).sum();
  }

  private static @Nullable Number nanos(@Nullable Duration time) {
    return time == null ? null : time.toNanos();
  }

  private static @Nullable Double mean(
      Collection<Story> calls, Function<Story, @Nullable Number> figure) {
    var known =
        calls.stream()
            .map(figure)
            .filter(Objects::nonNull)
            .mapToDouble(Number::doubleValue)
            .average();
    return known.isPresent() ? known.getAsDouble() : null;
  }
}
