package callflux.gateway.simulator.local;

import callflux.codec.audio.AudioFormat;
import callflux.gateway.simulator.Brain;
import callflux.gateway.simulator.Mind;
import callflux.gateway.simulator.SessionJournal;
import callflux.gateway.simulator.Utterance;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// A receptionist who hears what is said and answers it, all in this JVM.
///
/// Hearing and speaking block, and take a core each while they last. They run on threads of their
/// own, as many as there are cores; whoever finds them taken waits.
public final class LocalBrain implements Brain {
  private static final int MOST_WAITING = 10_000;
  private static final int IDLE_SECONDS = 60;

  private final Script script;
  private final Ears ears;
  private final Scheduler workers;
  private final Mono<Mouth> mouth;

  private LocalBrain(Receptionist receptionist) {
    int cores = Runtime.getRuntime().availableProcessors();
    this.script = receptionist.script();
    this.workers = Schedulers.newBoundedElastic(cores, MOST_WAITING, "speech", IDLE_SECONDS, true);
    this.ears = new Ears(receptionist.grammar(), cores, workers);
    this.mouth = Mono.fromCallable(Mouth::load).subscribeOn(workers).cache();
  }

  /// Whether the libraries that it hears and speaks with are on the class path: they are large, and
  /// left out where a real model answers.
  public static boolean canBeHad() {
    try {
      ClassLoader loader = LocalBrain.class.getClassLoader();
      Class.forName("edu.cmu.sphinx.linguist.flat.FlatLinguist", false, loader);
      Class.forName("com.sun.speech.freetts.Voice", false, loader);
      return LocalBrain.class.getResource("/edu/cmu/sphinx/models/en-us/cmudict-en-us.dict")
          != null;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /// One that begins to load its ears and its voice, and is ready some seconds later; who calls
  /// earlier is answered then.
  ///
  /// @param directory with `receptionist.gram` and `receptionist.yaml`; absent is the receptionist
  ///   that comes with Callflux
  /// @throws IOException if they can't be read, or are not as they should be
  public static LocalBrain load(@Nullable Path directory) throws IOException {
    var brain = new LocalBrain(Receptionist.read(directory));
    // The voice first: it greets while the ears are being made.
    brain.mouth.subscribe(_ -> brain.ears.prepare(), _ -> brain.ears.prepare());
    return brain;
  }

  @Override
  public Mind join(SessionJournal journal) {
    return new LocalMind(ears, script, journal);
  }

  @Override
  public boolean listens() {
    return true;
  }

  @Override
  public Mono<Utterance> speak(String words, AudioFormat format) {
    return mouth.publishOn(workers).map(loaded -> loaded.speak(words, format));
  }

  @Override
  public Reply answer(Turn turn) {
    throw new UnsupportedOperationException("it answers in a session: see join");
  }
}
