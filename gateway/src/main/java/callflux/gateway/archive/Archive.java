package callflux.gateway.archive;

import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Port: where calls are kept. All of it can be called from an event loop, and none blocks it.
public interface Archive {

  /// Keeps rows. Those that are kept already are left as they are: it is safe to add them again.
  /// All or none: fails with [ArchiveFailure], which says what may be done about it.
  Mono<Void> add(List<Row> rows);

  /// Keeps an analysis; one that is kept already is left as it is.
  Mono<Void> add(Analysis analysis);

  /// A call, or nothing.
  Mono<CallFile> call(String callSid);

  /// Calls that began in a period, newest first.
  Flux<CallLine> calls(Period period, int most);

  /// Those of them that were to one number.
  Flux<CallLine> callsTo(String number, Period period, int most);

  /// What the calls of each day and number came to, in that order.
  Flux<DayLine> days(Period period);

  /// Calls that are over and of which there is no analysis, or only failed ones and fewer than so
  /// many; oldest first.
  Flux<String> unread(Instant endedSince, int attempts, int most);

  /// Calls of a gateway that began before an instant and have no end.
  Flux<String> unended(String instance, Instant began);

  /// The sequence number that a call's next entry would have.
  Mono<Integer> next(String callSid);

  /// Forgets a call.
  ///
  /// @return whether there was one
  Mono<Boolean> erase(String callSid);

  /// Forgets the calls that began before an instant.
  ///
  /// @return how many
  Mono<Long> eraseBefore(Instant began);
}
