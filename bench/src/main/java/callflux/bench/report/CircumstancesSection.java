package callflux.bench.report;

import callflux.bench.study.Circumstances;
import callflux.bench.study.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Where and of what the figures are, and how to have them again.
final class CircumstancesSection {
  private static final String JAR = "java -jar bench/target/callflux-bench.jar ";

  private CircumstancesSection() {}

  static Section of(List<Results> results) {
    return new Section(
        "Machine, versions and settings",
        List.of(
            "To repeat all of it: make bench && make report.",
            "To repeat a part: the command beside it, in a clone of the commit, after make package."),
        List.of(),
        List.of(machines(results), versions(results), studies(results)));
  }

  private static Table machines(List<Results> results) {
    var rows =
        results.stream()
            .map(one -> one.circumstances().machine())
            .distinct()
            .map(machine ->
                List.of(
                    machine.cpu(),
                    Say.count(machine.cores()),
                    Say.figure(machine.memoryMib() / 1024.0),
                    machine.kernel()))
            .toList();
    return new Table("Machine", List.of("CPU", "cores", "memory, GiB", "kernel"), rows);
  }

  private static Table versions(List<Results> results) {
    var rows =
        results.stream()
            .flatMap(one -> one.circumstances().versions().entrySet().stream())
            .distinct()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> List.of(entry.getKey(), entry.getValue()))
            .toList();
    return new Table("Versions", List.of("of", "version"), rows);
  }

  private static Table studies(List<Results> results) {
    var rows = new ArrayList<List<String>>();
    for (Results one : results) {
      Circumstances at = one.circumstances();
      rows.add(List.of(command(one), at.commit(), at.when()));
    }
    return new Table("Studies", List.of("command", "commit", "when, UTC"), rows);
  }

  private static String command(Results results) {
    String options =
        results.settings().entrySet().stream()
            .map(option -> option.getKey() + "=" + quoted(option.getValue()))
            .collect(Collectors.joining(" "));
    return JAR + results.study() + " " + options;
  }

  private static String quoted(String value) {
    return value.contains(" ") ? "'" + value + "'" : value;
  }
}
