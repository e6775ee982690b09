package callflux.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// What the kernel has counted of a process so far
/// ([proc(5)](https://man7.org/linux/man-pages/man5/proc.5.html)).
///
/// @param userSeconds of CPU in the process's own code
/// @param systemSeconds of CPU in the kernel on its behalf
/// @param residentKib memory
public record ProcessStat(
    double userSeconds, double systemSeconds, long residentKib, int threads, int descriptors) {
  private static final double TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final int USER = 11;
  private static final int SYSTEM = 12;
  private static final int THREADS = 17;

  /// What it stands at now; fails if there is no such process, or this is not Linux.
  public static ProcessStat of(long pid) throws IOException {
    Path proc = Path.of("/proc", Long.toString(pid));
    String stat = Files.readString(proc.resolve("stat"));
    // The name in brackets may hold anything.
    String[] fields = BLANKS.split(stat.substring(stat.lastIndexOf(')') + 1).strip(), -1);
    try (var open = Files.list(proc.resolve("fd"))) {
      return new ProcessStat(
          Long.parseLong(fields[USER]) / TICKS_PER_SECOND,
          Long.parseLong(fields[SYSTEM]) / TICKS_PER_SECOND,
          resident(proc),
          Integer.parseInt(fields[THREADS]),
          (int) open.count());
    }
  }

  private static long resident(Path proc) throws IOException {
    try (var lines = Files.lines(proc.resolve("status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .findFirst()
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .orElse(0L);
    }
  }

  double cpuSeconds() {
    return userSeconds + systemSeconds;
  }
}
