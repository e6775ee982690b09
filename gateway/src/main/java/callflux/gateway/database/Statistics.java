package callflux.gateway.database;

import static java.util.Objects.requireNonNull;

import callflux.gateway.archive.CallLine;
import callflux.gateway.archive.DayLine;
import callflux.gateway.archive.Period;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// What calls came to, one by one and by day and number. An analysis that failed cost something,
/// too.
final class Statistics {
  private static final String UNKNOWN = "unknown";

  private static final String CALLS = listed("");
  private static final String CALLS_TO = listed(" and number = $4");

  /// What calls came to and what their analyses did, each summed up for itself: a call has as many
  /// analyses as attempts were made, of which one at most found something. A figure but the cost is
  /// in one half alone, where `max` finds it. No column is asked for that an index has not.
  private static final String DAYS =
      """
      select began_on, number, max(calls), max(failed), max(length_us), max(turns), max(barge_ins),
        max(answered), max(voice_to_voice_us), max(analysed), max(sentiment), max(lead_score),
        cast(sum(cost_micros) as bigint)
      from (
        select c.began_on, c.number, count(*) as calls,
          count(*) filter (where e.failed) as failed,
          cast(coalesce(sum(e.length_us), 0) as bigint) as length_us,
          coalesce(sum(e.turns), 0) as turns, coalesce(sum(e.barge_ins), 0) as barge_ins,
          count(e.voice_to_voice_us) as answered,
          cast(avg(e.voice_to_voice_us) as double precision) as voice_to_voice_us,
          cast(0 as bigint) as analysed, cast(null as double precision) as sentiment,
          cast(null as double precision) as lead_score,
          cast(coalesce(sum(e.cost_micros), 0) as bigint) as cost_micros
        from call c left join call_end e on e.call_sid = c.sid
        where c.began >= $1 and c.began < $2
        group by c.began_on, c.number
        union all
        select c.began_on, c.number, 0, 0, 0, 0, 0, 0, null,
          count(a.sentiment), cast(avg(a.sentiment) as double precision),
          cast(avg(a.lead_score) as double precision),
          cast(coalesce(sum(a.cost_micros), 0) as bigint)
        from call c join analysis a on a.call_sid = c.sid
        where c.began >= $1 and c.began < $2
        group by c.began_on, c.number
      ) halves
      group by began_on, number order by began_on, number\
      """;

  private Statistics() {}

  /// Calls are chosen before anything of theirs is looked up: a list is of a few among many.
  private static String listed(String those) {
    return "select c.sid, c.began, e.length_us, c.number, c.agent, c.caller, c.masked_caller,"
        + " e.call_sid as ended, e.termination, e.voice_to_voice_us, a.sentiment, a.lead_score,"
        + " cast(coalesce(e.cost_micros, 0) + coalesce("
        + "(select sum(s.cost_micros) from analysis s where s.call_sid = c.sid), 0)"
        + " as bigint) as cost"
        + " from (select sid, began, number, agent, caller, masked_caller from call"
        + " where began >= $1 and began < $2"
        + those
        + " order by began desc, sid limit $3) c"
        + " left join call_end e on e.call_sid = c.sid"
        + " left join analysis a on a.call_sid = c.sid and a.attempt ="
        + " (select max(l.attempt) from analysis l where l.call_sid = c.sid)"
        + " order by c.began desc, c.sid";
  }

  /// Calls, newest first.
  static Mono<List<CallLine>> calls(Connection connection, Period period, int most) {
    return Statements.ask(connection, CALLS, values(period).number(most), Statistics::call);
  }

  /// Those to one number.
  static Mono<List<CallLine>> callsTo(
      Connection connection, String number, Period period, int most) {
    var values = values(period).number(most).text(number);
    return Statements.ask(connection, CALLS_TO, values, Statistics::call);
  }

  /// Days, and in a day numbers.
  static Mono<List<DayLine>> days(Connection connection, Period period) {
    return Statements.ask(connection, DAYS, values(period), Statistics::day);
  }

  private static Values values(Period period) {
    return new Values().instant(period.from()).instant(period.to());
  }

  private static CallLine call(Readable row) {
    var termination = row.get(8, String.class);
    var ended = row.get(7, String.class) == null ? null : UNKNOWN;
    return new CallLine(
        requireNonNull(row.get(0, String.class)),
        requireNonNull(row.get(1, OffsetDateTime.class)).toInstant(),
        micros(row.get(2, Long.class)),
        requireNonNull(row.get(3, String.class)),
        requireNonNull(row.get(4, String.class)),
        requireNonNull(row.get(5, String.class)),
        requireNonNull(row.get(6, String.class)),
        termination == null ? ended : termination,
        micros(row.get(9, Long.class)),
        row.get(10, Double.class),
        row.get(11, Integer.class),
        requireNonNull(row.get(12, Long.class)));
  }

  private static DayLine day(Readable row) {
    var voiceToVoice = row.get(8, Double.class);
    return new DayLine(
        requireNonNull(row.get(0, LocalDate.class)),
        requireNonNull(row.get(1, String.class)),
        count(row, 2),
        count(row, 3),
        requireNonNull(micros(row.get(4, Long.class))),
        count(row, 5),
        count(row, 6),
        count(row, 7),
        voiceToVoice == null ? null : micros(Math.round(voiceToVoice)),
        count(row, 9),
        row.get(10, Double.class),
        row.get(11, Double.class),
        requireNonNull(row.get(12, Long.class)));
  }

  private static int count(Readable row, int column) {
    return Math.toIntExact(requireNonNull(row.get(column, Long.class)));
  }

  private static @Nullable Duration micros(@Nullable Long micros) {
    return micros == null ? null : Duration.of(micros, ChronoUnit.MICROS);
  }
}
