package callflux.gateway.http;

/// A request that is not served, and the answer it gets instead.
public final class RequestRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Refusal refusal;

  /// @param refusal what the far end is answered
  public RequestRefused(Refusal refusal) {
    // An answer to bad input, not a bug: nobody reads its stack.
    super(refusal.reason(), null, false, false);
    this.refusal = refusal;
  }

  /// What the far end is answered.
  public Refusal refusal() {
    return refusal;
  }
}
