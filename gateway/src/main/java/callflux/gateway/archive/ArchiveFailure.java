package callflux.gateway.archive;

/// Why something could not be kept. A failure carries its own verdict, so that nobody parses
/// messages.
public final class ArchiveFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Verdict verdict;

  /// What may be done about it.
  public enum Verdict {
    /// Nobody is there, or they are busy: it will pass. Tried again soon.
    PASSING,
    /// We are not let in, or what we need is not there: somebody has to mend it. Tried again, but
    /// not often, and an operator is told.
    REFUSED,
    /// One of the rows can't be kept, ever.
    POISON
  }

  /// @param message for an operator: never anything of the rows
  public ArchiveFailure(Verdict verdict, String message, Throwable cause) {
    super(message, cause);
    this.verdict = verdict;
  }

  public Verdict verdict() {
    return verdict;
  }
}
