package callflux.bench.study;

import callflux.bench.crowd.Profile;
import callflux.bench.run.Footprint;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a study comes to, beside its runs.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Finding.Capacity.class, name = "capacity"),
  @JsonSubTypes.Type(value = Finding.Memory.class, name = "memory"),
  @JsonSubTypes.Type(value = Finding.Soak.class, name = "soak")
})
public sealed interface Finding {

  /// The most calls that a subject holds within a budget.
  ///
  /// @param found the median of the searches
  /// @param searches what each found
  /// @param probes each load that was tried, in order
  record Capacity(
      String subject,
      Profile profile,
      double budgetMillis,
      int found,
      List<Search> searches,
      List<Probe> probes)
      implements Finding {

    /// One search.
    ///
    /// @param end why more calls are too many: the verdict on the next more
    public record Search(int found, String end) {}

    /// One load.
    ///
    /// @param verdict `HOLDS`, or why it does not
    /// @param addedMillis p99 of what the bridge adds, the slower way
    /// @param lateMillis p99 of how late the load itself was
    /// @param cores that the bridge was busy on
    public record Probe(
        int calls, String verdict, double addedMillis, double lateMillis, double cores) {}
  }

  /// What an open call holds.
  ///
  /// @param steps one for each number of open calls, fewest first
  /// @param perCall the slope between the first step and the last
  /// @param classes bytes a call of the classes that hold most, most first
  record Memory(List<Step> steps, PerCall perCall, List<ClassBytes> classes) implements Finding {

    /// So many open calls.
    public record Step(int open, Footprint footprint) {}

    /// What one more call takes, in bytes.
    ///
    /// @param direct none if the gateway does not say
    public record PerCall(double heap, @Nullable Double direct, double resident) {}

    /// What one class has of a call's heap.
    public record ClassBytes(String name, double bytes) {}
  }

  /// What thousands of calls leave behind.
  ///
  /// @param points after each batch of calls, with none open
  /// @param slopes by name, for 1,000 calls, memory in bytes; by least squares, the first fifth
  ///   left out
  /// @param before after one batch of calls had come and gone
  /// @param after when all had gone
  record Soak(List<Footprint> points, Map<String, Double> slopes, Footprint before, Footprint after)
      implements Finding {}
}
