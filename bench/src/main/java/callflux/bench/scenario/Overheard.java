package callflux.bench.scenario;

import callflux.bench.scenario.Events.Told;
import callflux.gateway.call.Call;
import callflux.gateway.call.CallListener;
import callflux.gateway.call.CallSummary;
import callflux.gateway.call.Said;
import callflux.gateway.call.Termination;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// Writes down what a gateway tells of its calls, with the time. Each call is known by the number
/// of its caller, of whom there is one.
final class Overheard implements CallListener {
  private final Map<String, Notes> calls = new ConcurrentHashMap<>();

  private static final class Notes {
    private final ConcurrentLinkedQueue<Told> told = new ConcurrentLinkedQueue<>();
    private final Sinks.One<Termination> ended = Sinks.one();
    private volatile @Nullable Termination termination;
  }

  @Override
  public boolean wantsWords(Call call) {
    return true;
  }

  @Override
  public void said(Call call, Said said) {
    notes(call.from()).told.add(new Told(System.nanoTime(), said));
  }

  @Override
  public void ended(Call call, Termination termination, CallSummary summary) {
    var notes = notes(call.from());
    notes.termination = termination;
    notes.ended.tryEmitValue(termination);
  }

  /// Completes when a call is over.
  Mono<Void> end(String from) {
    return notes(from).ended.asMono().then();
  }

  /// What was told of a call since a moment.
  ///
  /// @param since in nanoseconds of this JVM's clock
  Events since(long since, String from) {
    var told = notes(from).told.stream().filter(one -> one.at() - since >= 0).toList();
    return Events.of(told, null);
  }

  /// What was told of a call so far; it is forgotten.
  Events take(String from) {
    var notes = calls.remove(from);
    if (notes == null) {
      return Events.of(List.of(), null);
    }
    var termination = notes.termination;
    return Events.of(List.copyOf(notes.told), termination == null ? null : termination.label());
  }

  private Notes notes(String from) {
    return calls.computeIfAbsent(from, _ -> new Notes());
  }
}
