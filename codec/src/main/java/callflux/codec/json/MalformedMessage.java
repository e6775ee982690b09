package callflux.codec.json;

/// A peer's message that can't be read. Says what is wrong and where, and never repeats the input.
public final class MalformedMessage extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean beyondLimit;

  public MalformedMessage(String what) {
    this(what, false);
  }

  private MalformedMessage(String what, boolean beyondLimit) {
    // Peers send these by the thousand: nobody reads their stack.
    super(what, null, false, false);
    this.beyondLimit = beyondLimit;
  }

  /// The message is larger or deeper than any honest one.
  public static MalformedMessage beyondLimit(String what) {
    return new MalformedMessage(what, true);
  }

  /// Whether a limit was broken: a mistake may be forgiven, an attack need not be.
  public boolean isBeyondLimit() {
    return beyondLimit;
  }
}
