package callflux.gateway.agent;

import callflux.gateway.agent.OpeningHours.Closed;
import callflux.gateway.agent.OpeningHours.Span;
import callflux.gateway.config.Section;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How opening hours are written in the configuration file.
final class HoursSettings {
  private static final String CLOSED = "closed";
  private static final String SORRY = "We are closed at the moment. Please call again later.";
  private static final Pattern SPAN =
      Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)-(?:([01]\\d|2[0-3]):([0-5]\\d)|24:00)");
  private static final int MIDNIGHT = 24 * 60;

  private HoursSettings() {}

  /// Reads them.
  ///
  /// @param agent the section of the agent whose hours they are
  /// @return absent if it is always open
  static @Nullable OpeningHours read(Section agent) {
    var closed = closed(agent.section(CLOSED));
    if (!agent.has("hours")) {
      return null;
    }
    var section = agent.section("hours");
    var zone = zone(section);
    var days = days(section);
    if (days.isEmpty()) {
      section.fault("monday", "is not set, nor any other day", "give each day that has hours");
    }
    return new OpeningHours(zone, days, closed);
  }

  private static Closed closed(Section section) {
    return new Closed(section.word("text").orElse(SORRY), section.word("language").orElse("en-US"));
  }

  private static ZoneId zone(Section section) {
    var name = section.word("zone");
    if (name.isEmpty()) {
      section.fault("zone", "is not set", "give one such as Europe/Berlin");
      return ZoneOffset.UTC;
    }
    try {
      return ZoneId.of(name.get());
    } catch (DateTimeException _) {
      section.fault("zone", "is no time zone", "give one such as Europe/Berlin");
      return ZoneOffset.UTC;
    }
  }

  private static Map<DayOfWeek, List<Span>> days(Section section) {
    var days = new EnumMap<DayOfWeek, List<Span>>(DayOfWeek.class);
    for (var day : DayOfWeek.values()) {
      var key = day.name().toLowerCase(Locale.ROOT);
      section.word(key).ifPresent(text -> days.put(day, spans(section, key, text)));
    }
    return days;
  }

  private static List<Span> spans(Section section, String key, String text) {
    if (text.strip().equals(CLOSED)) {
      return List.of();
    }
    var spans = new ArrayList<Span>();
    for (var part : text.split(",", -1)) {
      span(part.strip())
          .ifPresentOrElse(
              spans::add,
              () ->
                  section.fault(
                      key,
                      "holds what are no hours",
                      "give hours such as 09:00-12:30, 13:30-24:00 that end after they begin, or"
                          + " closed"));
    }
    return List.copyOf(spans);
  }

  private static Optional<Span> span(String text) {
    var matcher = SPAN.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int from = minute(matcher.group(1), matcher.group(2));
    int to = matcher.group(3) == null ? MIDNIGHT : minute(matcher.group(3), matcher.group(4));
    return to > from ? Optional.of(new Span(from, to)) : Optional.empty();
  }

  private static int minute(String hour, String minute) {
    return Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
  }
}
