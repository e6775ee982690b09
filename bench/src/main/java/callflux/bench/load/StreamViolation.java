package callflux.bench.load;

/// The gateway sent what Twilio would refuse or warn about. Fails the call.
public final class StreamViolation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String breach;

  StreamViolation(String breach) {
    super(breach);
    this.breach = breach;
  }

  /// What was wrong, for people.
  String breach() {
    return breach;
  }
}
