package callflux.gateway.history;

import callflux.gateway.archive.Period;
import callflux.gateway.history.Trouble.Unclear;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServerRequest;

/// What a request asks for in its query.
///
/// @param period from `from` to `to`, days in UTC and both in it; by default 30 days up to today
/// @param number calls of this one alone
/// @param most so many calls, and no more
record Asked(Period period, @Nullable String number, int most) {
  private static final int DAYS = 30;
  private static final int FEW = 100;
  private static final int MANY = 1000;

  /// Databases hold others, too, but no gateway has had calls then.
  private static final LocalDate FIRST = LocalDate.of(1970, 1, 1);

  private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

  /// @throws Unclear if it asks for what there can't be
  static Asked of(HttpServerRequest request, InstantSource clock) {
    var query = new QueryStringDecoder(request.uri()).parameters();
    var to = day(query, "to", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    var from = day(query, "from", earlier(to));
    if (from.isAfter(to)) {
      throw new Unclear("`from` is after `to`", "ask for an earlier `from` or a later `to`");
    }
    return new Asked(Period.ofDays(from, to), first(query, "number"), most(query));
  }

  private static LocalDate earlier(LocalDate to) {
    return to.isBefore(FIRST.plusDays(DAYS)) ? FIRST : to.minusDays(DAYS - 1);
  }

  private static LocalDate day(Map<String, List<String>> query, String name, LocalDate unasked) {
    var text = first(query, name);
    if (text == null) {
      return unasked;
    }
    try {
      var day = LocalDate.parse(text);
      if (!day.isBefore(FIRST) && !day.isAfter(LAST)) {
        return day;
      }
    } catch (DateTimeException _) {
      // The same answer either way.
    }
    throw new Unclear(
        "`" + name + "` is no day from " + FIRST + " to " + LAST, "write it like 2026-11-27");
  }

  private static int most(Map<String, List<String>> query) {
    var text = first(query, "most");
    if (text == null) {
      return FEW;
    }
    try {
      int most = Integer.parseInt(text);
      if (most >= 1 && most <= MANY) {
        return most;
      }
    } catch (NumberFormatException _) {
      // The same answer either way.
    }
    throw new Unclear(
        "`most` is no number from 1 to " + MANY, "leave it out for " + FEW + ", or export them");
  }

  private static @Nullable String first(Map<String, List<String>> query, String name) {
    return query.getOrDefault(name, List.of()).stream().findFirst().orElse(null);
  }
}
