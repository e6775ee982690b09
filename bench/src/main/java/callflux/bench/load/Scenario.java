package callflux.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How a caller behaves, from the greeting to the hang-up.
///
/// @param turns what is said, in order
/// @param lastListen hangs up after so much of the last answer; absent hears it out
/// @param content whether what a turn was to come to has come, so that the caller goes on when the
///   model has finished, and waits no longer for an answer; asked by the turn's number, 0 before
///   the first, on the call's event loop
public record Scenario(
    List<Turn> turns, @Nullable Duration lastListen, Patience patience, IntPredicate content) {

  /// A caller who is content with any answer.
  public Scenario(List<Turn> turns, @Nullable Duration lastListen, Patience patience) {
    this(turns, lastListen, patience, _ -> true);
  }

  /// One thing that the caller says.
  ///
  /// @param interruptAfter speaks when so much of what the model says has been heard; absent lets
  ///   it finish. Finishes it sooner, it is answered as if nobody had meant to interrupt.
  /// @param keys pressed after the words
  /// @param awaited whether an answer is waited for before anything else is said
  public record Turn(
      Utterance speech, @Nullable Duration interruptAfter, String keys, boolean awaited) {

    /// One that is to be answered.
    public Turn(Utterance speech, @Nullable Duration interruptAfter, String keys) {
      this(speech, interruptAfter, keys, true);
    }

    /// Speaks when the model has finished.
    public static Turn polite(Utterance speech) {
      return new Turn(speech, null, "");
    }

    /// Speaks over the model.
    public static Turn interrupting(Utterance speech, Duration after) {
      return new Turn(speech, after, "");
    }
  }

  /// How long the caller waits.
  ///
  /// @param greeting for the first sound, before speaking first
  /// @param answer for an answer, before saying it again, or giving up
  /// @param repeats how often it is said again
  /// @param pause of silence, before taking the model to have finished
  /// @param call for the end of it all, before giving up
  public record Patience(
      Duration greeting, Duration answer, int repeats, Duration pause, Duration call) {

    /// That of most people.
    public static Patience ordinary() {
      return new Patience(
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          0,
          Duration.ofMillis(700),
          Duration.ofMinutes(5));
    }
  }

  public Scenario {
    turns = List.copyOf(turns);
  }

  /// A conversation that hears every answer out but those it interrupts, which are spread over it.
  ///
  /// @param speech said in order, again from the beginning when there are more turns
  /// @param bargeIns at most one for each turn
  /// @param after how much of an answer is heard before it is interrupted
  public static Scenario conversation(
      List<Utterance> speech, int turns, int bargeIns, Duration after) {
    if (turns < 0 || bargeIns < 0 || bargeIns > turns) {
      throw new IllegalArgumentException(bargeIns + " barge-ins in " + turns + " turns");
    }
    var planned = new ArrayList<Turn>();
    for (int i = 0; i < turns; i++) {
      Utterance words = speech.get(i % speech.size());
      planned.add(
          interrupts(i, turns, bargeIns) ? Turn.interrupting(words, after) : Turn.polite(words));
    }
    return new Scenario(planned, null, Patience.ordinary());
  }

  /// A call of one or two seconds: speaks over the greeting or answers it, hears a little of the
  /// answer and hangs up. What exactly is random.
  public static Scenario brief(RandomGenerator random, List<Utterance> speech) {
    Utterance words = speech.get(random.nextInt(speech.size()));
    Turn turn = Turn.interrupting(words, Duration.ofMillis(random.nextInt(100, 500)));
    Duration listen = Duration.ofMillis(random.nextInt(60, 500));
    return new Scenario(List.of(turn), listen, Patience.ordinary());
  }

  /// Whether a turn is a barge-in: the first of as many equal stretches; the one that answers the
  /// greeting only if all are.
  private static boolean interrupts(int turn, int turns, int bargeIns) {
    return bargeIns == turns
        || IntStream.range(0, bargeIns).anyMatch(i -> turn == 1 + i * (turns - 1) / bargeIns);
  }
}
