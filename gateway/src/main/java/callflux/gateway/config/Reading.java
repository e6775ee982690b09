package callflux.gateway.config;

import java.util.List;

/// What came of reading a configuration once more.
public sealed interface Reading<T> {

  /// It is valid, as a whole.
  record Valid<T>(T value) implements Reading<T> {}

  /// It is not, and nothing of it counts.
  record Refused<T>(List<Fault> faults) implements Reading<T> {
    public Refused {
      faults = List.copyOf(faults);
    }
  }
}
