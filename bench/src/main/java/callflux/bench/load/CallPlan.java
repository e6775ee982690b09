package callflux.bench.load;

/// One call to place.
///
/// @param recorded whether what is said and heard is kept, 8 kB a second each
public record CallPlan(Line line, Scenario scenario, boolean recorded) {}
