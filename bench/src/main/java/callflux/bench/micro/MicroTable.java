package callflux.bench.micro;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/// What each benchmark came to, to be read in a terminal.
public final class MicroTable {
  /// The GC profiler's name for the bytes that one operation allocates on the heap.
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private record Row(String benchmark, String time, String error, String allocated) {
    private String print(int width) {
      String format = "%-" + width + "s  %10s  %10s  %8s%n";
      return String.format(Locale.ROOT, format, benchmark, time, error, allocated);
    }
  }

  private MicroTable() {}

  /// The table, each line with its end: nanoseconds and bytes of heap an operation. The error is
  /// half the width of JMH's 99.9 % confidence interval.
  public static String of(Collection<RunResult> results) {
    List<Row> rows = results.stream().map(MicroTable::row).toList();
    int width = rows.stream().mapToInt(row -> row.benchmark.length()).max().orElse(1);
    return new Row("benchmark", "ns/op", "error", "B/op").print(width)
        + rows.stream().map(row -> row.print(width)).collect(Collectors.joining());
  }

  private static Row row(RunResult result) {
    Result<?> time = result.getPrimaryResult();
    Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
    return new Row(
        name(result.getParams()),
        figure("%,.1f", time.getScore()),
        figure("± %,.1f", time.getScoreError()),
        allocated == null ? "unknown" : figure("%,.0f", allocated.getScore()));
  }

  /// The class and the method, without packages, and the parameters.
  private static String name(BenchmarkParams params) {
    String name =
        params.getBenchmark().replaceFirst("^.*\\.(\\w+?)(Benchmark)?\\.(\\w+)$", "$1.$3");
    return params.getParamsKeys().stream()
        .map(key -> " " + key + "=" + params.getParam(key))
        .collect(Collectors.joining("", name, ""));
  }

  private static String figure(String format, double value) {
    return Double.isNaN(value) ? "unknown" : String.format(Locale.ROOT, format, value);
  }
}
