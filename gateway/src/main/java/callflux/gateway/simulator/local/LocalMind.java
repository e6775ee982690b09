package callflux.gateway.simulator.local;

import callflux.gateway.simulator.Brain;
import callflux.gateway.simulator.CallerTurn;
import callflux.gateway.simulator.Mind;
import callflux.gateway.simulator.SessionJournal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The receptionist in one session. Turns are heard as they come, and answered together: what was
/// said in a turn whose answer was spoken over counts in the next.
///
/// Called on the session's loop, and by those who have heard; the dialogue is behind a lock, which
/// nobody holds longer than it takes to find a sentence.
final class LocalMind implements Mind {
  private static final Logger log = LoggerFactory.getLogger(LocalMind.class);

  /// Longer than it takes to hear a sentence when nobody else is served.
  private static final Duration LONG = Duration.ofMillis(1_500);

  private final Ears ears;
  private final Script script;
  private final SessionJournal journal;
  private final Object lock = new Object();
  private final Dialogue dialogue;
  private final List<Mono<String>> unanswered = new ArrayList<>();

  LocalMind(Ears ears, Script script, SessionJournal journal) {
    this.ears = ears;
    this.script = script;
    this.journal = journal;
    this.dialogue = new Dialogue(script);
  }

  @Override
  public Mono<String> hear(CallerTurn turn) {
    Mono<String> words = ears.hear(turn, this::waits).cache();
    words.subscribe(_ -> {}, failure -> log.atWarn().setCause(failure).log("a turn was not heard"));
    synchronized (lock) {
      unanswered.add(words);
    }
    return words;
  }

  private void waits() {
    journal.await();
    log.atInfo()
        .addKeyValue("session", journal.sessionId())
        .log("all ears are taken: the session waits its turn");
  }

  @Override
  public Flux<Brain.Output> answer(Brain.Turn turn) {
    return Flux.defer(() -> {
      synchronized (lock) {
        return answering(turn);
      }
    });
  }

  private Flux<Brain.Output> answering(Brain.Turn turn) {
    String instructions = turn.instructions();
    if (!turn.toolOutputs().isEmpty()) {
      return Flux.just(dialogue.learn(turn.toolOutputs().getLast()));
    }
    if (instructions != null && instructions.toLowerCase(Locale.ROOT).contains("say goodbye")) {
      return Flux.just(dialogue.leave());
    }
    if (turn.callerTurns() == 0) {
      return Flux.just(dialogue.greet());
    }
    List<Mono<String>> turns = List.copyOf(unanswered);
    Mono<List<String>> heard =
        Flux.fromIterable(turns)
            .concatMap(words -> words.onErrorComplete().defaultIfEmpty(""))
            .collectList()
            .cache();
    Flux<Brain.Output> waiting = Mono.delay(LONG).flux().map(_ -> patience()).takeUntilOther(heard);
    return waiting.concatWith(heard.map(words -> attend(turns, words, turn.tools())));
  }

  private Brain.Output patience() {
    synchronized (lock) {
      return dialogue.wait(script.say().getOrDefault("moment", List.of()));
    }
  }

  private Brain.Output attend(List<Mono<String>> turns, List<String> words, List<String> tools) {
    synchronized (lock) {
      unanswered.removeAll(turns);
      return dialogue.hear(words, tools);
    }
  }
}
