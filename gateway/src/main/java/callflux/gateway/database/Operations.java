package callflux.gateway.database;

import callflux.gateway.archive.ArchiveFailure;
import callflux.gateway.archive.ArchiveFailure.Verdict;
import callflux.gateway.archive.Sealer.SealBroken;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/// What is asked of a database: once its tables are there, and timed; what fails has a verdict,
/// unless it is a key that is missing.
final class Operations {
  private static final String DONE = "done";
  private static final String SEALED = "sealed";

  private final Schema schema;
  private final MeterRegistry meters;

  Operations(Schema schema, MeterRegistry meters) {
    this.schema = schema;
    this.meters = meters;
  }

  /// @param name one of a few, for a label
  <T> Mono<T> run(String name, Supplier<Mono<T>> operation) {
    return Mono.defer(() -> {
      var begun = Timer.start(meters);
      return schema
          .ready()
          .then(Mono.defer(operation))
          .onErrorMap(failure -> !(failure instanceof SealBroken), Failures::of)
          .doOnSuccess(_ -> begun.stop(timer(name, DONE)))
          .doOnError(
              ArchiveFailure.class,
              failure -> {
                begun.stop(timer(name, failure.verdict().name().toLowerCase(Locale.ROOT)));
                if (failure.verdict() == Verdict.REFUSED) {
                  schema.doubt();
                }
              })
          .doOnError(SealBroken.class, _ -> begun.stop(timer(name, SEALED)));
    });
  }

  private Timer timer(String name, String outcome) {
    return Timer.builder("callflux.database.operations")
        .description("What was asked of the database, and what came of it")
        .tag("operation", name)
        .tag("outcome", outcome)
        .register(meters);
  }
}
