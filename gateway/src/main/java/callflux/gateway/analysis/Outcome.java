package callflux.gateway.analysis;

import callflux.gateway.archive.Content.Ended;
import callflux.gateway.call.Termination.Result;
import java.util.List;
import java.util.Optional;

/// What came of a call: what was done, or else what the caller said they wanted, or else how it
/// ended.
final class Outcome {
  /// What agents notice, too.
  private static final String MISDIALLED = "wrong number";

  /// The first that is heard counts.
  private static final List<String> HEARD =
      List.of(MISDIALLED, "not interested", "complains", "puts it off", "call back");

  private final PhraseBook ends;

  Outcome(PhraseBook ends) {
    this.ends = ends;
  }

  String of(Conversation call) {
    return done(call)
        .or(() -> heard(call))
        .orElseGet(() -> {
          if (call.said().isEmpty()) {
            return "nothing was said";
          }
          return call.end().filter(Outcome::isBroken).isPresent() ? "cut off" : "answered";
        });
  }

  /// The last that was done.
  private static Optional<String> done(Conversation call) {
    return call.deeds().stream()
        .filter(Deed::done)
        .flatMap(deed -> deed.outcome().stream())
        .reduce((_, later) -> later);
  }

  private Optional<String> heard(Conversation call) {
    if (ends.tells(MISDIALLED, call.answered())) {
      return Optional.of(MISDIALLED);
    }
    var words = call.whole();
    return HEARD.stream()
        .filter(name -> ends.tells(name, words))
        .findFirst()
        .map(name -> name.equals("complains") ? "complaint" : name);
  }

  private static boolean isBroken(Ended end) {
    var termination = end.termination();
    return termination == null || termination.result() != Result.SUCCESS;
  }
}
