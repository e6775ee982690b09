package callflux.bench.run;

import callflux.bench.crowd.CrowdPlan;
import callflux.bench.crowd.Profile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// Starts what a load takes, each in a process of its own: a subject on its core, a model and
/// callers on the other.
public final class LoadTest implements AutoCloseable {
  private static final int CONNECT_MILLIS = 200;
  private static final Duration TO_START = Duration.ofSeconds(30);

  private final Cores cores;
  private final Path logs;
  private final Consumer<String> progress;

  /// Told to stop and closed from the thread that ends the bench, too.
  private final Queue<Stage> stages = new ConcurrentLinkedQueue<>();

  private volatile boolean over;

  /// Where the processes run, as `taskset -c` has it; empty is anywhere.
  ///
  /// @param subject what is measured
  /// @param load callers and model
  public record Cores(String subject, String load) {}

  /// How much load.
  ///
  /// @param frameMillis how often each caller sends
  public record Load(int calls, int frameMillis, Profile profile, CrowdPlan.Times times) {}

  /// @param logs where what the subjects print is kept
  /// @param progress told what is going on, a few words at a time
  public LoadTest(Cores cores, Path logs, Consumer<String> progress) {
    this.cores = cores;
    this.logs = logs;
    this.progress = progress;
  }

  /// One load on a subject that is started for it.
  ///
  /// @throws IOException if a process can't be started, or ends before its time
  public Run run(Subject subject, Load load) throws IOException {
    try (var stage = open(subject, load.profile())) {
      return stage.run(load, (_, _) -> {});
    }
  }

  /// Starts a subject, and a model for it.
  ///
  /// @throws IOException if a process can't be started, or does not listen
  public Stage open(Subject subject, Profile profile) throws IOException {
    var stage = stage(subject.name());
    try {
      stage.startModel(model(profile));
      int port = freePort();
      int admin = freePort();
      Path log = logs.resolve(subject.name().replaceAll("\\W+", "-") + ".log");
      stage.startSubject(
          Child.silent(
              subject.name(),
              subject.command(port, admin, stage.modelPort(), stage.relayedPort(), cores.subject()),
              log),
          subject.relay() ? "--relayed=" + port : "--gateway=http://127.0.0.1:" + port,
          port,
          admin);
      progress.accept(subject.name() + " starts");
      awaitListening(stage, port, log);
      return stage;
    } catch (IOException | RuntimeException e) {
      stage.close();
      throw e;
    }
  }

  /// A model for a gateway that runs already, wherever.
  ///
  /// @param whom the callers' own options, that say where it is and what is signed
  /// @param model the model's, that say where it listens
  public Stage elsewhere(Profile profile, List<String> whom, List<String> model)
      throws IOException {
    var stage = stage("the gateway");
    var words = model(profile);
    words.addAll(model);
    stage.startModel(words);
    stage.callers(whom);
    progress.accept("the model listens on port " + stage.modelPort());
    return stage;
  }

  private Stage stage(String name) throws IOException {
    if (over) {
      throw new IOException("interrupted");
    }
    var stage = new Stage(name, cores.load(), progress, stages::remove);
    stages.add(stage);
    return stage;
  }

  private static List<String> model(Profile profile) {
    return Child.bench("model", "--profile", profile.name());
  }

  /// In the bench's own folder.
  static Child.Command here(List<String> words, String cpus) {
    return new Child.Command(words, Map.of(), cpus, Path.of("").toAbsolutePath());
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void awaitListening(Stage stage, int port, Path log) throws IOException {
    long until = System.nanoTime() + TO_START.toNanos();
    while (System.nanoTime() < until && stage.isAlive()) {
      try (var socket = new Socket()) {
        socket.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
        return;
      } catch (IOException _) {
        pause(Duration.ofMillis(50));
      }
    }
    throw new IOException(over ? "interrupted" : "it does not listen; see " + log);
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", e));
    }
  }

  /// Has the callers hang up; the run that is going on ends with what was seen so far.
  public void stop() {
    stages.forEach(Stage::stop);
  }

  /// Whether nothing is started any more.
  public boolean isOver() {
    return over;
  }

  /// Ends whatever still runs, and starts nothing more.
  @Override
  public void close() {
    over = true;
    stages.forEach(Stage::close);
  }
}
