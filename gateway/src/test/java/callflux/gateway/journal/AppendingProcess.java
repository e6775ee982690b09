package callflux.gateway.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A process that appends numbered records to a journal and prints the number of each that is on
/// disk: what it has printed it has promised.
final class AppendingProcess implements AutoCloseable {
  private static final int MOST_ATTEMPTS = 100;

  private final Process process;
  private final BufferedReader out;
  private final CompletableFuture<List<String>> complaints = new CompletableFuture<>();
  private int promised = -1;

  private AppendingProcess(Process process) {
    this.process = process;
    this.out = process.inputReader(UTF_8);
    // Not in the common pool, which has but one or two threads here.
    Thread.ofPlatform()
        .daemon()
        .start(() -> complaints.complete(process.errorReader(UTF_8).lines().toList()));
  }

  /// What the process does. Each of its records has its number and then so many dots.
  ///
  /// @param arguments a directory, the first number, how many, and how many dots at most
  public static void main(String... arguments) throws Exception {
    // What is logged is told elsewhere.
    System.setOut(System.err);
    var directory = Path.of(arguments[0]);
    int first = Integer.parseInt(arguments[1]);
    int end = first + Integer.parseInt(arguments[2]);
    int dots = Integer.parseInt(arguments[3]);
    Journal journal;
    try {
      journal = open(directory);
    } catch (JournalTaken taken) {
      say(taken.getMessage());
      return;
    }
    for (int i = first; i < end; i++) {
      var record = i + ".".repeat(dots == 0 ? 0 : i * 7_919 % dots);
      journal.append(() -> record.getBytes(UTF_8));
      journal.flush().block();
      say("" + i);
    }
    journal.close(Duration.ofMinutes(1));
  }

  /// This may fail, too, and then has written nothing.
  private static void say(@Nullable String line) throws IOException {
    var out = new FileOutputStream(FileDescriptor.out);
    byte[] bytes = (line + "\n").getBytes(UTF_8);
    for (int attempt = 1; ; attempt++) {
      try {
        out.write(bytes);
        return;
      } catch (IOException e) {
        if (attempt == MOST_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /// So may the directory's fsync.
  private static Journal open(Path directory) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        var pace = new Pace(Duration.ofMillis(200), Duration.ofMillis(10));
        return Journal.open(
            JournalConfig.in(directory), new SimpleMeterRegistry(), pace, disk -> disk);
      } catch (JournalTaken taken) {
        throw taken;
      } catch (IOException e) {
        if (attempt == MOST_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /// Begins it.
  ///
  /// @param before what the JVM is run by
  static AppendingProcess start(
      List<String> before, Path directory, int first, int number, int dots) throws IOException {
    var command = new ArrayList<>(before);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-cp",
            System.getProperty("java.class.path"),
            AppendingProcess.class.getName(),
            directory.toString(),
            "" + first,
            "" + number,
            "" + dots));
    return new AppendingProcess(new ProcessBuilder(command).start());
  }

  /// Reads so many of its promises, or until it ends.
  ///
  /// @return whether it has not ended
  boolean promises(int number) throws IOException {
    for (int i = 0; i < number; i++) {
      var line = out.readLine();
      if (line == null) {
        return false;
      }
      promised = Integer.parseInt(line);
    }
    return true;
  }

  /// What it says next.
  String says() throws IOException {
    return String.valueOf(out.readLine());
  }

  /// Kills it, and reads what it had still said.
  ///
  /// @return the last number it promised; -1 if none
  int kill() throws Exception {
    process.toHandle().destroyForcibly();
    while (promises(1)) {
      // It was in the pipe.
    }
    process.waitFor();
    return promised;
  }

  /// Waits for its end.
  ///
  /// @return the last number it promised; -1 if none
  int end() throws Exception {
    while (promises(1)) {
      // It goes on.
    }
    if (process.waitFor() != 0) {
      throw new AssertionError("it failed after " + promised + ": " + complaints.join());
    }
    return promised;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
