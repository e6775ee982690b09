package callflux.bench.report;

import callflux.bench.crowd.Profile;
import callflux.bench.run.Run;
import callflux.bench.study.Comparison;
import callflux.bench.study.Finding;
import callflux.bench.study.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// All that is known, in the order in which it is read.
public record Report(List<Section> sections) {

  /// Of all results that there are.
  public static Report of(List<Results> results) {
    var sections = new ArrayList<Section>();
    for (Profile profile : Profile.values()) {
      Comparison comparison = comparison(results, profile);
      if (!comparison.calls().isEmpty()) {
        sections.add(ComparisonSection.of(comparison, profile));
      }
    }
    List<Finding.Capacity> capacities = findings(results, Finding.Capacity.class);
    if (!capacities.isEmpty()) {
      sections.add(FindingSections.capacity(capacities));
    }
    for (Profile profile : Profile.values()) {
      List<Run> runs = loads(results, profile, List.of("compare", "load", "capacity"));
      if (!runs.isEmpty()) {
        List<Run> listed = loads(results, profile, List.of("compare", "load"));
        sections.add(LoadSection.of(runs, listed, profile));
      }
    }
    findings(results, Finding.Memory.class).forEach(m -> sections.add(FindingSections.memory(m)));
    findings(results, Finding.Soak.class).forEach(s -> sections.add(FindingSections.soak(s)));
    sections.add(CircumstancesSection.of(results));
    return new Report(sections);
  }

  private static Comparison comparison(List<Results> results, Profile profile) {
    return new Comparison(
        results.stream()
            .filter(one -> one.study().equals("compare"))
            .filter(one -> one.runs().stream().anyMatch(run -> run.profile() == profile))
            .flatMap(one -> one.rounds().stream())
            .toList());
  }

  /// Those in which callers speak as people do.
  private static List<Run> loads(List<Results> results, Profile profile, List<String> studies) {
    return results.stream()
        .filter(one -> studies.contains(one.study()))
        .flatMap(one -> one.runs().stream())
        .filter(run -> run.profile() == profile)
        .toList();
  }

  private static <T extends Finding> List<T> findings(List<Results> results, Class<T> kind) {
    return results.stream()
        .flatMap(one -> Stream.ofNullable(one.finding()))
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  /// All of all sections.
  public List<Picture> pictures() {
    return sections.stream().flatMap(section -> section.pictures().stream()).toList();
  }
}
