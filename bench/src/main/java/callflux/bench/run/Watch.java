package callflux.bench.run;

import callflux.bench.crowd.Crowd.Phase;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What a load's subject took, between both ends of what is measured.
final class Watch {
  private final long pid;
  private @Nullable ProcessStat before;
  private @Nullable ProcessStat after;
  private long began;
  private long ended;

  /// @param pid of the subject; 0 if it is not on this machine
  Watch(long pid) {
    this.pid = pid;
  }

  void phase(Phase phase) throws IOException {
    if (phase == Phase.MEASURING) {
      began = System.nanoTime();
      before = stat();
    } else if (phase == Phase.MEASURED && began != 0) {
      ended = System.nanoTime();
      after = stat();
    }
  }

  private @Nullable ProcessStat stat() throws IOException {
    return pid == 0 ? null : ProcessStat.of(pid);
  }

  /// 0 if it never came to that.
  double seconds() {
    return (ended - began) / 1e9;
  }

  /// Nothing if the subject was not watched to the end.
  ///
  /// @param frames of callers in that time
  Run.@Nullable Cpu cpu(long frames) {
    if (before == null || after == null) {
      return null;
    }
    double user = after.userSeconds() - before.userSeconds();
    double system = after.systemSeconds() - before.systemSeconds();
    return new Run.Cpu(
        user / seconds(),
        system / seconds(),
        (user + system) * 1e6 / Math.max(1, frames),
        after.residentKib(),
        after.threads());
  }
}
