package callflux.gateway.call;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The items of a conversation in their order, as far as the model's server has told it, and which
/// of them are turns.
final class ItemOrder {
  // An hour's call has some hundred items, and what is asked for is nearly always at the end.
  private final List<String> items = new ArrayList<>();
  private final Set<String> turns = new HashSet<>();

  /// An item takes its place, once: a second telling changes nothing.
  ///
  /// @param previous the one before it; at the end when absent or not known
  void put(String itemId, @Nullable String previous) {
    if (items.lastIndexOf(itemId) < 0) {
      int before = previous == null ? -1 : items.lastIndexOf(previous);
      items.add(before < 0 ? items.size() : before + 1, itemId);
    }
  }

  /// An item is a turn, at the end if it has no place yet.
  ///
  /// @return the turn before it; absent for the first
  @Nullable String turn(String itemId) {
    put(itemId, null);
    turns.add(itemId);
    for (int i = items.lastIndexOf(itemId) - 1; i >= 0; i--) {
      if (turns.contains(items.get(i))) {
        return items.get(i);
      }
    }
    return null;
  }
}
