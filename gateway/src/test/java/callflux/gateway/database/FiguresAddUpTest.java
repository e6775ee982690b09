package callflux.gateway.database;

import static callflux.gateway.database.Samples.LONG;
import static callflux.gateway.database.Samples.MORNING;
import static callflux.gateway.database.Samples.rows;
import static callflux.gateway.database.Samples.sid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import callflux.gateway.archive.Analysis;
import callflux.gateway.archive.CallLine;
import callflux.gateway.archive.Content.Began;
import callflux.gateway.archive.Content.Ended;
import callflux.gateway.archive.DayLine;
import callflux.gateway.archive.Entry;
import callflux.gateway.archive.Period;
import callflux.gateway.archive.Timings;
import callflux.gateway.archive.TokenCount;
import callflux.gateway.call.CallSummary;
import callflux.gateway.call.Termination;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the database sums up is what a loop over the same calls comes to.
class FiguresAddUpTest {
  private static final int CALLS = 300;
  private static final Instant FROM = MORNING.truncatedTo(ChronoUnit.DAYS);
  private static final Period PERIOD = new Period(FROM, FROM.plus(4, ChronoUnit.DAYS));

  /// A call that some period may hold, or not.
  private record Drawn(Began began, Instant at, @Nullable Ended ended, List<Analysis> analyses) {
    boolean isIn(Period period) {
      return !at.isBefore(period.from()) && at.isBefore(period.to());
    }

    LocalDate day() {
      return at.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    long cost() {
      return (ended == null ? 0 : ended.costMicros())
          + analyses.stream().mapToLong(Analysis::costMicros).sum();
    }

    Analysis.@Nullable Findings findings() {
      return analyses.isEmpty() ? null : analyses.getLast().findings();
    }

    boolean isFailed() {
      if (ended == null) {
        return false;
      }
      var termination = ended.termination();
      return termination == null
          || termination.result() == Termination.Result.SERVER_ERROR
          || termination.result() == Termination.Result.UPSTREAM_ERROR;
    }
  }

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void byDayAndNumber(Place place) throws Exception {
    try (var kept = place.open(directory)) {
      var drawn = drawn(new Random(20_260_302));
      keep(kept.database(), drawn);
      var days = kept.database().days(PERIOD).collectList().block(LONG);
      var expected = days(drawn);
      assertThat(days).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        same(Objects.requireNonNull(days).get(i), expected.get(i));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneByOneNewestFirst(Place place) throws Exception {
    try (var kept = place.open(directory)) {
      var drawn = drawn(new Random(7));
      keep(kept.database(), drawn);
      var expected = new ArrayList<CallLine>();
      for (int i = 0; i < drawn.size(); i++) {
        if (drawn.get(i).isIn(PERIOD)) {
          expected.add(line(sid(i), drawn.get(i)));
        }
      }
      expected.sort(
          Comparator.comparing(CallLine::began).reversed().thenComparing(CallLine::callSid));
      assertThat(kept.database().calls(PERIOD, CALLS).collectList().block(LONG))
          .isEqualTo(expected);
      assertThat(kept.database().calls(PERIOD, 7).collectList().block(LONG))
          .isEqualTo(expected.subList(0, 7));
      var number = expected.getLast().number();
      assertThat(kept.database().callsTo(number, PERIOD, 5).collectList().block(LONG))
          .isEqualTo(expected.stream().filter(to(number)).limit(5).toList());
      assertThat(kept.database().callsTo("nobody", PERIOD, 5).collectList().block(LONG)).isEmpty();
    }
  }

  private static Predicate<CallLine> to(String number) {
    return call -> call.number().equals(number);
  }

  private static void keep(Database database, List<Drawn> drawn) {
    var entries = new ArrayList<Entry>();
    for (int i = 0; i < drawn.size(); i++) {
      var call = drawn.get(i);
      entries.add(Samples.entry(sid(i), 0, call.at(), call.began()));
      var ended = call.ended();
      if (ended != null) {
        entries.add(Samples.entry(sid(i), 1, call.at().plusSeconds(60), ended));
      }
    }
    database.add(rows(entries)).block(LONG);
    drawn.forEach(call -> call.analyses().forEach(analysis -> database.add(analysis).block(LONG)));
  }

  private static List<Drawn> drawn(Random random) {
    var drawn = new ArrayList<Drawn>();
    for (int i = 0; i < CALLS; i++) {
      var at =
          FROM.minus(1, ChronoUnit.DAYS)
              .plus(random.nextLong(6L * 86_400_000_000L), ChronoUnit.MICROS);
      var number = random.nextBoolean() ? "desk" : "sales";
      var began = new Began(Samples.GATEWAY, number, "agent", "v1", "hash" + i, "+1•••" + i);
      var ended = random.nextInt(10) == 0 ? null : ended(random);
      drawn.add(new Drawn(began, at, ended, ended == null ? List.of() : analyses(random, sid(i))));
    }
    return drawn;
  }

  private static Ended ended(Random random) {
    var terminations = Termination.values();
    int drawn = random.nextInt(terminations.length + 1);
    var voiceToVoice =
        random.nextInt(4) == 0
            ? null
            : Duration.of(300_000 + random.nextLong(900_000), ChronoUnit.MICROS);
    return new Ended(
        drawn == terminations.length ? null : terminations[drawn],
        new CallSummary(
            Duration.of(random.nextLong(300_000_000), ChronoUnit.MICROS),
            random.nextInt(20),
            random.nextInt(5),
            3,
            4,
            5),
        random.nextLong(1_000_000),
        TokenCount.NONE,
        new Timings(null, null, voiceToVoice, null, null));
  }

  private static List<Analysis> analyses(Random random, String sid) {
    return switch (random.nextInt(4)) {
      case 0 -> List.of();
      case 1 -> List.of(Samples.failed(sid, 1));
      case 2 -> List.of(Samples.found(sid, 1, random.nextDouble(-1, 1), random.nextInt(101)));
      default ->
          List.of(
              Samples.failed(sid, 1),
              Samples.found(sid, 2, random.nextDouble(-1, 1), random.nextInt(101)));
    };
  }

  private static CallLine line(String sid, Drawn call) {
    var ended = call.ended();
    var termination = ended == null ? null : ended.termination();
    var findings = call.findings();
    return new CallLine(
        sid,
        call.at(),
        ended == null ? null : ended.summary().length(),
        call.began().number(),
        call.began().agent(),
        call.began().caller(),
        call.began().maskedCaller(),
        ended == null ? null : termination == null ? "unknown" : termination.label(),
        ended == null ? null : ended.timings().voiceToVoice(),
        findings == null ? null : findings.sentiment(),
        findings == null ? null : findings.leadScore(),
        call.cost());
  }

  private static List<DayLine> days(List<Drawn> drawn) {
    return drawn.stream()
        .filter(call -> call.isIn(PERIOD))
        .collect(Collectors.groupingBy(call -> Map.entry(call.day(), call.began().number())))
        .entrySet()
        .stream()
        .map(group -> day(group.getKey().getKey(), group.getKey().getValue(), group.getValue()))
        .sorted(Comparator.comparing(DayLine::day).thenComparing(DayLine::number))
        .toList();
  }

  private static DayLine day(LocalDate day, String number, List<Drawn> calls) {
    var ends = calls.stream().map(Drawn::ended).filter(Objects::nonNull).toList();
    var findings = calls.stream().map(Drawn::findings).filter(Objects::nonNull).toList();
    var voiceToVoice =
        ends.stream()
            .map(end -> end.timings().voiceToVoice())
            .filter(Objects::nonNull)
            .mapToLong(wait -> wait.toNanos() / 1_000)
            .summaryStatistics();
    return new DayLine(
        day,
        number,
        calls.size(),
        (int) calls.stream().filter(Drawn::isFailed).count(),
        ends.stream().map(end -> end.summary().length()).reduce(Duration.ZERO, Duration::plus),
        ends.stream().mapToInt(end -> end.summary().turns()).sum(),
        ends.stream().mapToInt(end -> end.summary().bargeIns()).sum(),
        (int) voiceToVoice.getCount(),
        voiceToVoice.getCount() == 0
            ? null
            : Duration.of(Math.round(voiceToVoice.getAverage()), ChronoUnit.MICROS),
        findings.size(),
        orNull(findings.stream().mapToDouble(found -> found.sentiment()).average()),
        orNull(findings.stream().mapToDouble(found -> found.leadScore()).average()),
        calls.stream().mapToLong(Drawn::cost).sum());
  }

  private static @Nullable Double orNull(OptionalDouble mean) {
    return mean.isPresent() ? mean.getAsDouble() : null;
  }

  private static void same(DayLine told, DayLine expected) {
    near(told.sentiment(), expected.sentiment());
    near(told.leadScore(), expected.leadScore());
    assertThat(told)
        .usingRecursiveComparison()
        .ignoringFields("sentiment", "leadScore")
        .isEqualTo(expected);
  }

  private static void near(@Nullable Double told, @Nullable Double expected) {
    if (expected == null) {
      assertThat(told).isNull();
    } else {
      assertThat(told).isCloseTo(expected, within(1e-9));
    }
  }
}
