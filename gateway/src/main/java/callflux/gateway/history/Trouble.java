package callflux.gateway.history;

import callflux.gateway.archive.ArchiveFailure;
import callflux.gateway.archive.Sealer.SealBroken;
import java.util.Optional;

/// Why calls can't be shown, as an operator is told it.
///
/// @param kind whose it is to mend
/// @param what is wrong: nothing personal
/// @param remedy how to mend it
public record Trouble(Kind kind, String what, String remedy) {

  /// Whose it is to mend.
  public enum Kind {
    /// Whoever asks: the question is not one.
    QUESTION,
    /// Nobody: there is no such call.
    UNKNOWN,
    /// Time: it will pass.
    PASSING,
    /// The database's operator.
    DATABASE,
    /// Ours: a key is not here with which calls were sealed.
    KEY
  }

  /// There is no such call.
  public static final Trouble NO_SUCH_CALL =
      new Trouble(
          Kind.UNKNOWN,
          "no such call is kept",
          "look for its SID in the list of calls; a live one is kept from its first turn on");

  /// What a failure means, if it is one that archives have.
  public static Optional<Trouble> of(Throwable failure) {
    return switch (failure) {
      case ArchiveFailure archive -> Optional.of(of(archive));
      case SealBroken broken ->
          Optional.of(
              new Trouble(
                  Kind.KEY,
                  "the words can't be read: " + broken.getMessage(),
                  "give the gateway and its commands every key that calls were sealed with"));
      case Unclear unclear -> Optional.of(unclear.trouble);
      default -> Optional.empty();
    };
  }

  private static Trouble of(ArchiveFailure failure) {
    return failure.verdict() == ArchiveFailure.Verdict.PASSING
        ? new Trouble(
            Kind.PASSING,
            "the archive can't be reached: " + failure.getMessage(),
            "see that the database runs, and ask again")
        : new Trouble(
            Kind.DATABASE,
            "the archive does not answer us: " + failure.getMessage(),
            "see that the database lets us in, and that its schema is there");
  }

  /// A question that is none.
  static final class Unclear extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Trouble trouble;

    Unclear(String what, String remedy) {
      // An answer to bad input, not a bug: nobody reads its stack.
      super(what, null, false, false);
      this.trouble = new Trouble(Kind.QUESTION, what, remedy);
    }
  }
}
