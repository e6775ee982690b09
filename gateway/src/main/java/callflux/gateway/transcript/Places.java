package callflux.gateway.transcript;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Where the things of one call stand in its conversation: numbers that grow with it, and are never
/// changed. For one thread at a time.
///
/// What is told late goes between two numbers, of which there is an end. Whatever goes on the way
/// it went before, always behind the same turn or each behind the one told last, takes a small part
/// of the room that is left; some hundred of them find room, where halves would do for fifty.
final class Places {
  /// Of the call's own beginning, before everything.
  static final double BEGINNING = 0;

  private static final double SMALL_PART = 1 / 16.0;

  private final NavigableSet<Double> taken = new TreeSet<>(List.of(BEGINNING));
  private final Map<String, Double> turns = new HashMap<>();
  private double lastTurn = BEGINNING;

  private Way way = Way.NEW;
  private double putBehind = Double.NaN;
  private double put = Double.NaN;

  /// Which way what is told late goes on.
  private enum Way {
    /// Somewhere else than before.
    NEW,
    /// Behind the one that was told late before it.
    FORTH,
    /// Behind the same turn as that one, in front of it.
    BACK
  }

  /// Behind everything that there is.
  double end() {
    double end = taken.last() + 1;
    taken.add(end);
    return end;
  }

  /// Of a turn, once: a second telling changes nothing. Behind the last turn is behind what came
  /// after that, too, such as what a tool was asked for; behind any other is right behind it.
  ///
  /// @param after the turn that it follows; absent for the first
  double turn(String itemId, @Nullable String after) {
    var known = turns.get(itemId);
    if (known != null) {
      return known;
    }
    double behind = after == null ? BEGINNING : turns.getOrDefault(after, lastTurn);
    double place = behind >= lastTurn ? end() : between(behind);
    turns.put(itemId, place);
    lastTurn = Math.max(lastTurn, place);
    return place;
  }

  private double between(double behind) {
    double next = requireNonNull(taken.higher(behind)); // the last turn, if nothing else
    Way now = behind == put ? Way.FORTH : behind == putBehind ? Way.BACK : Way.NEW;
    double share =
        now == Way.NEW || now != way ? 0.5 : now == Way.FORTH ? SMALL_PART : 1 - SMALL_PART;
    double place = behind + (next - behind) * share;
    if (!(place > behind && place < next)) {
      // No number is left: they share one, and stand in the order in which they are written.
      place = behind;
    }
    taken.add(place);
    way = now;
    putBehind = behind;
    put = place;
    return place;
  }
}
