package callflux.bench.drill;

import callflux.bench.drill.Turn.Speaker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/// A conversation of a few seconds as a model's server tells it: the caller asks, the agent
/// answers, some answers are spoken over, and the caller's words come when they come: before the
/// answer, in the middle of it, in the middle of the next question, or never.
final class Script {
  private static final int LEAST_TURNS = 3;
  private static final int MOST_TURNS = 5;
  private static final int DELTA_MILLIS = 120;
  private static final double UNKNOWN = 0.05;
  private static final double AT_ONCE = 0.5;
  private static final double IN_THE_ANSWER = 0.8;
  private static final double INTERRUPTED = 0.25;

  private final String call;
  private final Account account;
  private final RandomGenerator random;
  private final List<Step> steps = new ArrayList<>();

  /// Words that are told in the middle of the answer, and of the next question.
  private final Deque<Step> inTheAnswer = new ArrayDeque<>();

  private final Deque<Step> inTheNext = new ArrayDeque<>();
  private String previous = "";

  private Script(String call, Account account, RandomGenerator random) {
    this.call = call;
    this.account = account;
    this.random = random;
  }

  /// All of a call.
  ///
  /// @param call names its items
  /// @param account told of what the gateway knows, as soon as it does
  static List<Step> of(String call, Account account, RandomGenerator random) {
    var script = new Script(call, account, random);
    int turns = random.nextInt(LEAST_TURNS, MOST_TURNS + 1);
    for (int turn = 1; turn <= turns; turn++) {
      script.ask(turn);
      script.answer(turn);
    }
    script.release(script.inTheNext);
    script.step(0, account::over);
    return script.steps;
  }

  private void ask(int turn) {
    var item = "u_" + call + "_" + turn;
    step(0, account::interrupted, ServerText.speechStarted(item));
    var words = random.nextDouble() < UNKNOWN ? "" : words("asks", turn, random.nextInt(3, 9));
    step(
        random.nextInt(200, 500),
        () -> account.begins(item, Speaker.CALLER, words),
        () -> account.begun(item),
        ServerText.speechStopped(item),
        ServerText.committed(item, previous));
    previous = item;
    release(inTheNext);
    tell(item, words);
  }

  private void tell(String item, String words) {
    var told =
        new Step(
            Duration.ofMillis(random.nextInt(10, 80)),
            List.of(
                words.isEmpty()
                    ? ServerText.notTranscribed(item)
                    : ServerText.transcribed(item, words)),
            () -> {},
            () -> account.transcribed(item));
    double when = random.nextDouble();
    if (when < AT_ONCE) {
      steps.add(told);
    } else if (when < IN_THE_ANSWER) {
      inTheAnswer.add(told);
    } else {
      inTheNext.add(told);
    }
  }

  private void answer(int turn) {
    var item = "a_" + call + "_" + turn;
    var response = "r_" + call + "_" + turn;
    int deltas = random.nextInt(2, 5);
    var pieces = new ArrayList<String>();
    for (int i = 0; i < deltas; i++) {
      pieces.add(words(i == 0 ? "answers" : "goes on", turn, 3) + " ");
    }
    step(
        100,
        () -> account.begins(item, Speaker.AGENT, String.join("", pieces).strip()),
        () -> account.begun(item),
        ServerText.responseCreated(response),
        ServerText.itemAdded(item, previous));
    previous = item;
    for (var piece : pieces) {
      step(
          30,
          () -> account.sounds(DELTA_MILLIS),
          ServerText.words(response, item, piece),
          ServerText.audio(response, item, DELTA_MILLIS));
      release(inTheAnswer);
    }
    step(
        10,
        () -> account.sent(item),
        ServerText.allWords(response, item, String.join("", pieces).strip()),
        ServerText.allAudio(response, item),
        ServerText.itemDone(response, item),
        ServerText.responseDone(response, item));
    step(listening(deltas * DELTA_MILLIS), () -> {});
  }

  /// Until the answer has been heard, or the caller speaks over it.
  private int listening(int millis) {
    return random.nextDouble() < INTERRUPTED ? random.nextInt(20, millis / 2) : millis + 100;
  }

  private String words(String does, int turn, int more) {
    return "call " + call + " turn " + turn + " " + does + " word".repeat(more);
  }

  private void release(Deque<Step> waiting) {
    steps.addAll(waiting);
    waiting.clear();
  }

  private void step(int afterMillis, Runnable taken, String... events) {
    step(afterMillis, () -> {}, taken, events);
  }

  private void step(int afterMillis, Runnable said, Runnable taken, String... events) {
    steps.add(new Step(Duration.ofMillis(afterMillis), List.of(events), said, taken));
  }
}
