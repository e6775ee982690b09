package callflux.gateway.appointments;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// When somebody may come: half an hour of a day of the week.
///
/// @param day `monday` to `friday`
/// @param minute of the day at which it begins
record Slot(String day, int minute) {
  private static final List<String> DAYS =
      List.of("monday", "tuesday", "wednesday", "thursday", "friday");
  private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):([03]0)");
  private static final int LENGTH = 30;
  private static final int FIRST = 9 * 60;
  private static final int LAST = 16 * 60 + 30;

  /// The slot, if there is one then.
  ///
  /// @param time such as `09:30`
  static Optional<Slot> of(String day, String time) {
    var matcher = TIME.matcher(time);
    if (!DAYS.contains(day) || !matcher.matches()) {
      return Optional.empty();
    }
    int minute = Integer.parseInt(matcher.group(1)) * 60 + Integer.parseInt(matcher.group(2));
    return minute < FIRST || minute > LAST ? Optional.empty() : Optional.of(new Slot(day, minute));
  }

  /// All of the same day, the nearest first.
  List<Slot> nearest() {
    var slots = new ArrayList<Slot>();
    for (int at = FIRST; at <= LAST; at += LENGTH) {
      slots.add(new Slot(day, at));
    }
    slots.sort(Comparator.comparingInt(slot -> Math.abs(slot.minute - minute)));
    return slots;
  }

  /// Such as `09:30`.
  String time() {
    return "%02d:%02d".formatted(minute / 60, minute % 60);
  }
}
