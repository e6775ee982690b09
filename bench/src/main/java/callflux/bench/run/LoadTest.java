package callflux.bench.run;

import callflux.bench.crowd.CrowdPlan;
import callflux.bench.crowd.Figures;
import callflux.bench.crowd.Profile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/// Puts one load on one subject: starts the subject on its core, a model and callers on the other,
/// and reads the subject's CPU at both ends of what is measured.
public final class LoadTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int CONNECT_MILLIS = 200;
  private static final Duration TO_START = Duration.ofSeconds(30);

  private final Cores cores;
  private final Path logs;
  private final Consumer<String> progress;

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

  /// Runs to the end, however it ends.
  ///
  /// @throws IOException if a process can't be started, or ends before its time
  public Run run(Subject subject, Load load) throws IOException {
    try (var model = model(load.profile())) {
      String[] ports = model.line().split(" ", -1);
      int port = freePort();
      var command =
          subject.command(
              port, Integer.parseInt(ports[0]), Integer.parseInt(ports[1]), cores.subject());
      Path log = logs.resolve(subject.name().replaceAll("\\W+", "-") + ".log");
      try (var child = Child.silent(subject.name(), command, log)) {
        progress.accept(subject.name() + " starts");
        awaitListening(child, port, log);
        return under(load, subject, port, child, model);
      }
    }
  }

  private Child model(Profile profile) throws IOException {
    return Child.talking("the model", here(Child.bench("model", "--profile", profile.name())));
  }

  private Child.Command here(List<String> words) {
    return new Child.Command(words, java.util.Map.of(), cores.load(), Path.of("").toAbsolutePath());
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void awaitListening(Child child, int port, Path log) throws IOException {
    long until = System.nanoTime() + TO_START.toNanos();
    while (System.nanoTime() < until && child.isAlive()) {
      try (var socket = new Socket()) {
        socket.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
        return;
      } catch (IOException _) {
        pause();
      }
    }
    throw new IOException("it does not listen; see " + log);
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", e));
    }
  }

  private Run under(Load load, Subject subject, int port, Child child, Child model)
      throws IOException {
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
                "--holding=" + load.times().holding().toSeconds(),
                subject.relay() ? "--relayed=" + port : "--gateway=http://127.0.0.1:" + port));
    var watch = new Watch(child.pid());
    try (var callers = Child.talking("the callers", here(words))) {
      String line = callers.line();
      while (!line.startsWith("{")) {
        watch.phase(Phase.valueOf(line));
        progress.accept(subject.name() + ", " + load.calls() + " calls: " + line);
        line = callers.line();
      }
      Figures figures = JSON.readValue(line, Figures.Parcel.class).open();
      model.tell("figures");
      figures.add(JSON.readValue(model.line(), Figures.Parcel.class).open());
      return Run.of(subject.name(), load, watch, figures);
    }
  }

  /// What the callers' process says of itself.
  private enum Phase {
    WARMING,
    MEASURING,
    MEASURED,
    OVER
  }

  /// The subject's figures at both ends of what is measured.
  static final class Watch {
    private final long pid;
    private ProcessStat before;
    private ProcessStat after;
    private long began;
    private long ended;

    Watch(long pid) throws IOException {
      this.pid = pid;
      this.before = ProcessStat.of(pid);
      this.after = before;
    }

    private void phase(Phase phase) throws IOException {
      if (phase == Phase.MEASURING) {
        before = ProcessStat.of(pid);
        began = System.nanoTime();
      } else if (phase == Phase.MEASURED) {
        after = ProcessStat.of(pid);
        ended = System.nanoTime();
      }
    }

    ProcessStat before() {
      return before;
    }

    ProcessStat after() {
      return after;
    }

    double seconds() {
      return (ended - began) / 1e9;
    }
  }
}
