package callflux.gateway.call;

import callflux.gateway.call.HeardWords.Sound;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the agent says, turn by turn, and how much of it was heard. An item without words is no
/// turn; one that has some is told as a turn with the first of them, and is settled once it is
/// known both what its words are and how much of its sound was heard.
final class AgentTurns {
  /// Shorter ones say little of a voice's pace.
  private static final int TELLING_MILLIS = 1_000;

  private final ItemOrder order;
  private final Supplier<Duration> time;
  private final Consumer<Said> told;
  private final Map<String, Turn> open = new LinkedHashMap<>();
  private final Set<String> settled = new HashSet<>();

  private long pacedCharacters;
  private long pacedMillis;

  /// One item, until it is settled.
  private static final class Turn {
    private final String itemId;
    private final Duration at;
    private final HeardWords words = new HeardWords();
    private @Nullable String responseId;
    private @Nullable Spoken sound;
    private boolean allWords;
    private boolean cutShort;

    /// How much of its sound was heard, once that is known.
    private @Nullable Long heard;

    Turn(String itemId, Duration at) {
      this.itemId = itemId;
      this.at = at;
    }

    long soundMillis() {
      return sound == null ? 0 : sound.receivedMillis();
    }
  }

  /// @param time since the call was answered
  AgentTurns(ItemOrder order, Supplier<Duration> time, Consumer<Said> told) {
    this.order = order;
    this.time = time;
    this.told = told;
  }

  /// More of an item's words.
  void says(String responseId, String itemId, String more) {
    var turn = turn(itemId);
    if (turn != null && !turn.allWords && !more.isEmpty()) {
      begin(turn, responseId);
      turn.words.add(more, turn.soundMillis());
      told.accept(new Said.Words(itemId, more));
    }
  }

  /// All of its words.
  void saidAll(String responseId, String itemId, String words) {
    var turn = turn(itemId);
    if (turn != null && !turn.allWords && !words.isEmpty()) {
      begin(turn, responseId);
      turn.words.replace(words, turn.soundMillis());
      turn.allWords = true;
      told.accept(new Said.Whole(itemId, words));
      settle(turn);
    }
  }

  /// It is made.
  ///
  /// @param whole whether the model has said all that it was to say
  void made(String itemId, boolean whole) {
    var turn = open.get(itemId);
    if (turn != null) {
      turn.cutShort = !whole;
      turn.allWords |= !turn.words.isEmpty();
      settle(turn);
    }
  }

  /// A response has ended: no more words come of its items, and no sound of those that have none.
  void answered(String responseId) {
    var ended = open.values().stream().filter(turn -> responseId.equals(turn.responseId)).toList();
    for (var turn : ended) {
      turn.allWords = true;
      if (turn.sound == null) {
        turn.heard = 0L;
      }
      settle(turn);
    }
  }

  /// An item begins to sound.
  void sounds(Spoken sound) {
    var turn = turn(sound.itemId());
    if (turn != null) {
      turn.sound = sound;
    }
  }

  /// So many milliseconds of it were heard, and no more will be.
  void heard(Spoken sound, long millis) {
    var turn = sound.itemId() == null ? null : open.get(sound.itemId());
    if (turn != null && turn.heard == null) {
      turn.heard = millis;
      settle(turn);
    }
  }

  /// Nothing more will come.
  void over() {
    for (var turn : open.values().toArray(Turn[]::new)) {
      turn.allWords = true;
      turn.heard = turn.heard == null ? Long.valueOf(0) : turn.heard;
      settle(turn);
    }
  }

  /// Absent for one that is settled, and for what the gateway itself says.
  private @Nullable Turn turn(@Nullable String itemId) {
    return itemId == null || settled.contains(itemId)
        ? null
        : open.computeIfAbsent(itemId, id -> new Turn(id, time.get()));
  }

  private void begin(Turn turn, String responseId) {
    turn.responseId = responseId;
    if (turn.words.isEmpty()) {
      var after = order.turn(turn.itemId);
      told.accept(new Said.Turn(turn.itemId, after, Said.Speaker.AGENT, turn.at));
    }
  }

  private void settle(Turn turn) {
    var heard = turn.heard;
    if (heard == null || !turn.allWords || turn.words.isEmpty()) {
      return;
    }
    open.remove(turn.itemId);
    settled.add(turn.itemId);
    var sound = turn.sound;
    boolean whole = sound != null && sound.isFinished() && !turn.cutShort;
    var split = turn.words.split(heard, new Sound(turn.soundMillis(), whole, pace()));
    if (whole && turn.soundMillis() >= TELLING_MILLIS) {
      pacedCharacters += turn.words.length();
      pacedMillis += turn.soundMillis();
    }
    told.accept(new Said.Heard(turn.itemId, split.heard(), split.unheard()));
  }

  private double pace() {
    return pacedMillis == 0 ? HeardWords.ORDINARY_PACE : (double) pacedCharacters / pacedMillis;
  }
}
