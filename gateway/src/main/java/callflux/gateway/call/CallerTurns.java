package callflux.gateway.call;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the caller says, turn by turn. A turn takes its place when the model's server makes an item
/// of it; its words come when they come, or never, and then that is told.
final class CallerTurns {
  private final ItemOrder order;
  private final boolean transcribed;
  private final Supplier<Duration> time;
  private final Consumer<Said> told;
  private final Map<String, Turn> turns = new LinkedHashMap<>();

  private enum Words {
    AWAITED,
    UNKNOWN,
    KNOWN
  }

  /// One turn, in the making or made.
  private static final class Turn {
    private final Duration at;
    private final boolean silent;
    private final StringBuilder begun = new StringBuilder();
    private boolean told;
    private Words words = Words.AWAITED;

    Turn(Duration at, boolean silent) {
      this.at = at;
      this.silent = silent;
    }
  }

  /// @param transcribed whether the server was asked for the caller's words
  /// @param time since the call was answered
  CallerTurns(ItemOrder order, boolean transcribed, Supplier<Duration> time, Consumer<Said> told) {
    this.order = order;
    this.transcribed = transcribed;
    this.time = time;
    this.told = told;
  }

  /// The caller begins to say what is to become an item.
  void begins(String itemId) {
    turn(itemId);
  }

  /// An item is to be made of the caller's silence: no turn, unless there are words in it.
  void staysSilent(String itemId) {
    turns.putIfAbsent(itemId, new Turn(time.get(), true));
  }

  /// It has become an item.
  void placed(String itemId, @Nullable String previous) {
    order.put(itemId, previous);
    var turn = turn(itemId);
    if (!turn.silent) {
      tell(itemId, turn);
      if (!transcribed) {
        giveUp(itemId, turn);
      }
    }
  }

  /// More of its words. They wait for its place.
  void says(String itemId, String more) {
    var turn = turn(itemId);
    if (turn.words == Words.AWAITED && !more.isEmpty()) {
      turn.begun.append(more);
      if (turn.told) {
        told.accept(new Said.Words(itemId, more));
      }
    }
  }

  /// All of its words.
  void saidAll(String itemId, String words) {
    var turn = turn(itemId);
    if (words.isBlank()) {
      failed(itemId);
    } else if (turn.words != Words.KNOWN) {
      tell(itemId, turn);
      turn.words = Words.KNOWN;
      told.accept(new Said.Whole(itemId, words));
    }
  }

  /// Its words can't be had.
  void failed(String itemId) {
    var turn = turn(itemId);
    if (!turn.silent || turn.told) {
      tell(itemId, turn);
      giveUp(itemId, turn);
    }
  }

  /// Nothing more will come: what has come is all there is.
  void over() {
    turns.forEach((itemId, turn) -> {
      if (turn.words == Words.AWAITED && !turn.begun.isEmpty()) {
        saidAll(itemId, turn.begun.toString());
      } else if (!turn.silent) {
        tell(itemId, turn);
        giveUp(itemId, turn);
      }
    });
  }

  private Turn turn(String itemId) {
    return turns.computeIfAbsent(itemId, _ -> new Turn(time.get(), false));
  }

  private void tell(String itemId, Turn turn) {
    if (turn.told) {
      return;
    }
    turn.told = true;
    var after = order.turn(itemId);
    told.accept(new Said.Turn(itemId, after, Said.Speaker.CALLER, turn.at));
    if (!turn.begun.isEmpty()) {
      told.accept(new Said.Words(itemId, turn.begun.toString()));
    }
  }

  private void giveUp(String itemId, Turn turn) {
    if (turn.words == Words.AWAITED) {
      turn.words = Words.UNKNOWN;
      told.accept(new Said.Unknown(itemId));
    }
  }
}
