package callflux.gateway.database;

import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Values for the parameters of a statement, in their order.
final class Values {
  private static final char NUL = 0;
  private static final char REPLACEMENT = '\uFFFD';

  private final List<Value> values = new ArrayList<>();

  private record Value(Class<?> type, @Nullable Object given) {}

  /// A text as it is: what names a call is never changed.
  Values name(String name) {
    return add(String.class, name);
  }

  /// A text, which PostgreSQL can't have with a NUL in it.
  Values text(@Nullable String text) {
    return add(String.class, text == null ? null : text.replace(NUL, REPLACEMENT));
  }

  Values number(@Nullable Integer number) {
    return add(Integer.class, number);
  }

  Values number(@Nullable Long number) {
    return add(Long.class, number);
  }

  Values number(@Nullable Double number) {
    return add(Double.class, number);
  }

  /// As microseconds.
  Values micros(@Nullable Duration duration) {
    return number(duration == null ? null : Long.valueOf(duration.toNanos() / 1_000));
  }

  /// To the microsecond.
  Values instant(Instant instant) {
    return add(OffsetDateTime.class, at(instant));
  }

  /// The day of an instant, UTC.
  Values day(Instant instant) {
    return add(LocalDate.class, at(instant).toLocalDate());
  }

  Values flag(boolean flag) {
    return add(Boolean.class, flag);
  }

  Values bytes(byte @Nullable [] bytes) {
    return add(byte[].class, bytes);
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  private Values add(Class<?> type, @Nullable Object value) {
    values.add(new Value(type, value));
    return this;
  }

  /// Gives them to a statement.
  void bindTo(Statement statement) {
    for (int i = 0; i < values.size(); i++) {
      var value = values.get(i);
      var given = value.given();
      if (given == null) {
        statement.bindNull(i, value.type());
      } else {
        statement.bind(i, given);
      }
    }
  }
}
