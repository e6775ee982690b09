package callflux.bench.report;

import callflux.bench.run.Footprint;
import callflux.bench.run.Subject;
import callflux.bench.study.Finding;
import callflux.bench.study.Finding.Capacity;
import callflux.bench.study.Finding.Memory;
import callflux.bench.study.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Tables of capacity, memory and soak.
final class FindingTables {
  private FindingTables() {}

  /// Whose is how large.
  static Table capacity(List<Capacity> capacities) {
    var rows = new ArrayList<List<String>>();
    for (Capacity capacity : capacities) {
      var searches = Spread.of(capacity.searches().stream().mapToDouble(Capacity.Search::found));
      rows.add(
          List.of(
              capacity.subject(),
              Say.profile(capacity.profile()),
              Say.figure(capacity.budgetMillis()),
              Say.spread(searches),
              by(Subject.FLOOR, capacity, capacities),
              by(Subject.USUAL, capacity, capacities),
              String.join(
                  "; ",
                  capacity.searches().stream().map(s -> ended(s.end())).distinct().toList())));
    }
    var head =
        List.of(
            "subject",
            "profile",
            "budget, ms",
            "calls",
            "by HAProxy's",
            "by Node's",
            "more is too many because");
    return new Table("Capacity: median of searches (least to most)", head, rows);
  }

  private static String by(String other, Capacity capacity, List<Capacity> all) {
    return all.stream()
        .filter(candidate ->
            candidate.subject().equals(other)
                && candidate.profile() == capacity.profile()
                && candidate.budgetMillis() == capacity.budgetMillis()
                && candidate.found() > 0)
        .findFirst()
        .map(candidate -> Say.figure((double) capacity.found() / candidate.found()))
        .orElse("");
  }

  private static String ended(String verdict) {
    return switch (verdict) {
      case "LOST" -> "frames or calls are lost";
      case "LATE" -> "it is over the budget";
      case "LOADS_OWN_LIMIT" -> "the load's own limit: it is late itself";
      default -> "no more were tried";
    };
  }

  /// What is held with so many calls open.
  static Table steps(Memory memory) {
    var rows = new ArrayList<List<String>>();
    for (Memory.Step step : memory.steps()) {
      Footprint at = step.footprint();
      rows.add(
          List.of(
              Say.count(step.open()),
              Say.mib((double) at.heap()),
              mib(at.direct()),
              Say.mib((double) at.resident()),
              Say.count(at.descriptors()),
              Say.count(at.threads())));
    }
    Memory.PerCall each = memory.perCall();
    rows.add(
        List.of(
            "each, KiB",
            Say.kib(each.heap()),
            kib(each.direct()),
            Say.kib(each.resident()),
            "",
            ""));
    var head =
        List.of(
            "open calls",
            "live heap, MiB",
            "direct, MiB",
            "resident, MiB",
            "descriptors",
            "threads");
    return new Table("What open calls hold", head, rows);
  }

  /// What a call's heap is made of.
  static Table classes(Memory memory) {
    var rows = new ArrayList<List<String>>();
    for (Memory.ClassBytes held : memory.classes()) {
      rows.add(List.of(held.name(), String.format(Locale.ROOT, "%,.0f", held.bytes())));
    }
    return new Table("What a call's heap is made of", List.of("class", "bytes a call"), rows);
  }

  /// How much more there is with every 1,000 calls.
  static Table slopes(Finding.Soak soak) {
    var rows = new ArrayList<List<String>>();
    for (Map.Entry<String, Double> slope : new TreeMap<>(soak.slopes()).entrySet()) {
      boolean memory = !List.of("descriptors", "threads").contains(slope.getKey());
      rows.add(
          List.of(
              memory ? slope.getKey() + ", KiB" : slope.getKey(),
              memory ? Say.kib(slope.getValue()) : Say.figure(slope.getValue())));
    }
    return new Table("Soak: slopes", List.of("of", "for 1,000 calls"), rows);
  }

  /// What there is before and after.
  static Table leftBehind(Finding.Soak soak) {
    var rows =
        List.of(
            footprint("after a first batch of calls", soak.before()),
            footprint("after all of them", soak.after()));
    var head =
        List.of(
            "when",
            "calls",
            "live heap, KiB",
            "direct, KiB",
            "resident, KiB",
            "descriptors",
            "threads");
    return new Table("Soak: what is left behind", head, rows);
  }

  private static List<String> footprint(String when, Footprint at) {
    return List.of(
        when,
        Say.count(at.calls()),
        Say.kib((double) at.heap()),
        kib(at.direct() == null ? null : Double.valueOf(at.direct().doubleValue())),
        Say.kib((double) at.resident()),
        Say.count(at.descriptors()),
        Say.count(at.threads()));
  }

  private static String mib(@Nullable Long bytes) {
    return bytes == null ? "not told" : Say.mib(bytes.doubleValue());
  }

  private static String kib(@Nullable Double bytes) {
    return bytes == null ? "not told" : Say.kib(bytes);
  }
}
