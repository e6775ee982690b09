package callflux.bench.report;

import callflux.bench.run.Run;

/// What a run cost, as figures to compare; 0 where it was not measured.
final class Cost {
  private Cost() {}

  static double micros(Run run) {
    return run.cpu() == null ? 0 : run.cpu().microsPerFrame();
  }

  static double cores(Run run) {
    return run.cpu() == null ? 0 : run.cpu().cores();
  }

  static double residentMib(Run run) {
    return run.cpu() == null ? 0 : run.cpu().residentKib() / 1024.0;
  }

  /// Calls that were refused or lost.
  static double ended(Run run) {
    return run.counts().entrySet().stream()
        .filter(
            count -> count.getKey().startsWith("lost: ") || count.getKey().startsWith("refused: "))
        .mapToLong(count -> count.getValue())
        .sum();
  }
}
