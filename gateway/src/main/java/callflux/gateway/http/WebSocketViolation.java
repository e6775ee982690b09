package callflux.gateway.http;

/// The far end of a WebSocket broke the protocol or a limit; its socket is already being closed.
public final class WebSocketViolation extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int closeCode;

  /// @param closeCode what the far end is told (RFC 6455 section 7.4)
  /// @param reason a short code word, such as `too_big`; never a part of what was received
  public WebSocketViolation(int closeCode, String reason) {
    // An answer to bad input, not a bug: nobody reads its stack.
    super(reason, null, false, false);
    this.closeCode = closeCode;
  }

  /// What the far end is told (RFC 6455 section 7.4).
  public int closeCode() {
    return closeCode;
  }

  /// A short code word, such as `too_big`.
  public String reason() {
    return String.valueOf(getMessage());
  }
}
