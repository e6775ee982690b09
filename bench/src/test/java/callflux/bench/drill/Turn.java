package callflux.bench.drill;

/// Something that was said in a call, as the gateway was told of it.
///
/// @param item the model's name for it
/// @param words what was said; empty if the gateway was told that nobody knows
/// @param begunAt when the gateway had read that it takes its place, of [System#nanoTime]; [#NEVER]
///   if nobody knows that it had
/// @param toldAt when the gateway had read all of its words; [#NEVER] if it never had
/// @param settledAt when the gateway had all that it needs to write it down, of [System#nanoTime];
///   [#NEVER] if it came to no such thing
record Turn(String item, Speaker speaker, String words, long begunAt, long toldAt, long settledAt) {
  static final long NEVER = Long.MAX_VALUE;

  Turn begun(long at) {
    return new Turn(item, speaker, words, at, toldAt, settledAt);
  }

  Turn told(long at) {
    return new Turn(item, speaker, words, begunAt, at, settledAt);
  }

  Turn settled(long at) {
    return new Turn(item, speaker, words, begunAt, toldAt, at);
  }

  enum Speaker {
    CALLER,
    AGENT
  }
}
