package callflux.codec.json;

/// A peer's message that can't be read. Says what is wrong and where, and never repeats the input.
public final class MalformedMessage extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MalformedMessage(String what) {
    // Peers send these by the thousand: nobody reads their stack.
    super(what, null, false, false);
  }
}
