package callflux.bench.run;

import callflux.bench.crowd.Crowd.Phase;
import callflux.bench.crowd.Figures;
import callflux.bench.run.LoadTest.Load;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A subject that is up, with a model behind it, for one load after the other.
public final class Stage implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final String name;
  private final String cpus;
  private final Consumer<String> progress;
  private final Consumer<Stage> closed;
  private final AtomicBoolean over = new AtomicBoolean();
  private List<String> whom = List.of();
  private int port;
  private int adminPort;
  private int modelPort;
  private int relayedPort;
  private volatile @Nullable Child model;
  private volatile @Nullable Child subject;
  private volatile @Nullable Child callers;

  /// Told of each phase of a load, on the thread that runs it.
  public interface Observer {
    /// The subject is up for as long as this takes.
    void at(Phase phase, Stage stage) throws IOException;
  }

  Stage(String name, String cpus, Consumer<String> progress, Consumer<Stage> closed) {
    this.name = name;
    this.cpus = cpus;
    this.progress = progress;
    this.closed = closed;
  }

  void startModel(List<String> words) throws IOException {
    var child = Child.talking("the model", LoadTest.here(words, cpus));
    model = child;
    String[] ports = child.line().split(" ", -1);
    modelPort = Integer.parseInt(ports[0]);
    relayedPort = Integer.parseInt(ports[1]);
  }

  /// @param callers the callers' option that says where it is
  void startSubject(Child started, String callers, int port, int adminPort) {
    subject = started;
    callers(List.of(callers));
    this.port = port;
    this.adminPort = adminPort;
  }

  void callers(List<String> options) {
    whom = options;
  }

  int modelPort() {
    return modelPort;
  }

  int relayedPort() {
    return relayedPort;
  }

  /// Where the subject listens; 0 if it was not started here.
  public int port() {
    return port;
  }

  /// Where the subject tells of itself, if it is Callflux; 0 if it was not started here.
  public int adminPort() {
    return adminPort;
  }

  /// The subject's process; 0 if it was not started here.
  public long pid() {
    Child child = subject;
    return child == null ? 0 : child.pid();
  }

  boolean isAlive() {
    Child child = subject;
    return child == null || child.isAlive();
  }

  /// Runs to the end, however it ends.
  ///
  /// @throws IOException if a process can't be started, or ends before its time
  public Run run(Load load, Observer observer) throws IOException {
    var watch = new Watch(pid());
    try (var child = Child.talking("the callers", LoadTest.here(words(load), cpus))) {
      callers = child;
      String line = child.line();
      while (!line.startsWith("{")) {
        Phase phase = Phase.valueOf(line);
        watch.phase(phase);
        progress.accept(name + ", " + load.calls() + " calls: " + said(phase));
        observer.at(phase, this);
        line = child.line();
      }
      Figures figures = JSON.readValue(line, Figures.Parcel.class).open();
      Child asked = Objects.requireNonNull(model);
      asked.tell("figures");
      figures.add(JSON.readValue(asked.line(), Figures.Parcel.class).open());
      return Run.of(name, load, watch, figures);
    } finally {
      callers = null;
    }
  }

  private List<String> words(Load load) {
    var words =
        new ArrayList<>(
            Child.bench(
                "callers",
                "--calls=" + load.calls(),
                "--profile=" + load.profile(),
                "--frame=" + load.frameMillis(),
                "--per-second=" + load.times().perSecond(),
                "--warm-up=" + load.times().warmUp().toSeconds(),
                "--seconds=" + load.times().measured().toSeconds(),
                "--holding=" + load.times().holding().toSeconds()));
    words.addAll(whom);
    return words;
  }

  private static String said(Phase phase) {
    return switch (phase) {
      case WARMING -> "all are up";
      case MEASURING -> "measuring";
      case MEASURED -> "measured";
      case OVER -> "over";
    };
  }

  /// Has the callers hang up, if they are at it.
  void stop() {
    Child child = callers;
    if (child != null) {
      child.tell("stop");
    }
  }

  @Override
  public void close() {
    if (over.compareAndSet(false, true)) {
      closed.accept(this);
      end(callers);
      end(subject);
      end(model);
    }
  }

  private static void end(@Nullable Child child) {
    if (child != null) {
      child.close();
    }
  }
}
