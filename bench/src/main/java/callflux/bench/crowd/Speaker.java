package callflux.bench.crowd;

import java.util.random.RandomGenerator;

/// When a caller speaks: always, where all is echoed; else in turns, for about as long as the model
/// does, and over it every fourth time.
final class Speaker {
  private static final long MILLIS = 1_000_000;
  private static final int BARGE_IN_EVERY = 4;

  private final boolean takesTurns;
  private final RandomGenerator random;
  private boolean speaking;
  private boolean waiting;
  private long until;
  private int turns;
  private long interruptsAt = -1;

  Speaker(Profile profile, RandomGenerator random) {
    this.takesTurns = profile != Profile.ECHO;
    this.random = random;
    this.turns = random.nextInt(BARGE_IN_EVERY);
  }

  /// Whether the frame that is due holds voice.
  boolean speaks(CallerSocket caller, long now) {
    if (!takesTurns) {
      return true;
    }
    if (until == 0) {
      until = now + between(0, 4_000); // else all would speak at once
    }
    if (speaking) {
      speaking = now < until;
      waiting = !speaking;
      if (waiting) {
        turns++;
        interruptsAt = turns % BARGE_IN_EVERY == 0 ? between(1_000, 2_500) : -1;
        until = now + 5_000 * MILLIS; // the model has so long to begin
      }
    } else if (waiting) {
      listen(caller, now);
    } else if (now >= until) {
      begin(now);
    }
    return speaking;
  }

  private void listen(CallerSocket caller, long now) {
    long left = caller.unplayed(now);
    if (left > 0) {
      until = 0;
      if (interruptsAt >= 0) {
        interruptsAt -= 20 * MILLIS;
        if (interruptsAt < 0) {
          begin(now);
        }
      }
    } else if (until == 0) {
      until = now + between(400, 1_200);
    } else if (now >= until) {
      begin(now);
    }
  }

  private void begin(long now) {
    waiting = false;
    speaking = true;
    until = now + between(2_500, 5_000);
  }

  private long between(int fromMillis, int toMillis) {
    return random.nextInt(fromMillis, toMillis) * MILLIS;
  }
}
