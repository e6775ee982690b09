package callflux.gateway.agent;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/// When a number is answered, on the clocks of where it is: an hour that these skip is never open,
/// and one that they repeat is open twice.
///
/// @param days what is open on each; a day that is not there is closed
/// @param closed what the caller hears at any other time
public record OpeningHours(ZoneId zone, Map<DayOfWeek, List<Span>> days, Closed closed) {
  public OpeningHours {
    days = Map.copyOf(days);
  }

  /// A part of a day, in minutes from its midnight.
  ///
  /// @param from the first minute of it, 0 to 1,439
  /// @param to the first minute after it, up to 1,440
  public record Span(int from, int to) {

    boolean holds(int minute) {
      return minute >= from && minute < to;
    }
  }

  /// What Twilio says instead.
  ///
  /// @param language as Twilio's `<Say>` takes it, such as `en-US`
  public record Closed(String text, String language) {}

  /// Whether calls are answered at an instant.
  public boolean areOpen(Instant instant) {
    var there = instant.atZone(zone);
    int minute = there.getHour() * 60 + there.getMinute();
    return days.getOrDefault(there.getDayOfWeek(), List.of()).stream()
        .anyMatch(span -> span.holds(minute));
  }
}
