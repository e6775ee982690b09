package callflux.gateway.call;

/// Why a call could not go on. A failure carries its own verdict, so that nobody parses messages.
///
/// Messages are for operators: they hold no payload, no secret and no phone number.
public abstract sealed class CallFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private CallFailure(String message) {
    // A failure is an answer, not a bug: nobody reads its stack.
    super(message, null, false, false);
  }

  /// How the call ends if nothing mends it.
  public abstract Termination termination();

  /// Whether a new connection to the model may carry the call on.
  public abstract boolean resumable();

  /// The caller's far end broke the protocol and is shown the door.
  public static final class ProtocolViolation extends CallFailure {
    private static final long serialVersionUID = 1L;
    private final int closeCode;
    private final String reason;

    /// @param closeCode what its socket is closed with (RFC 6455 section 7.4)
    /// @param reason a short code word, such as `bad_json`; sent as the close reason
    public ProtocolViolation(int closeCode, String reason) {
      super(reason);
      this.closeCode = closeCode;
      this.reason = reason;
    }

    public int closeCode() {
      return closeCode;
    }

    public String reason() {
      return reason;
    }

    @Override
    public Termination termination() {
      return Termination.CALLER_VIOLATED_PROTOCOL;
    }

    @Override
    public boolean resumable() {
      return false;
    }
  }

  /// The caller's socket broke, or fell silent.
  public static final class CallerLost extends CallFailure {
    private static final long serialVersionUID = 1L;

    public CallerLost(String what) {
      super(what);
    }

    @Override
    public Termination termination() {
      return Termination.CALLER_LOST;
    }

    @Override
    public boolean resumable() {
      return false;
    }
  }

  /// The model's socket broke, or closed before the call was over.
  public static final class ModelLost extends CallFailure {
    private static final long serialVersionUID = 1L;

    public ModelLost(String what) {
      super(what);
    }

    @Override
    public Termination termination() {
      return Termination.MODEL_LOST;
    }

    @Override
    public boolean resumable() {
      return true;
    }
  }

  /// The model's server could not be reached in time, or is known to be down.
  public static final class ModelUnreachable extends CallFailure {
    private static final long serialVersionUID = 1L;

    public ModelUnreachable(String what) {
      super(what);
    }

    @Override
    public Termination termination() {
      return Termination.MODEL_UNREACHABLE;
    }

    @Override
    public boolean resumable() {
      return true;
    }
  }

  /// The model's server refused: a wrong key, no quota, a beta address. Another try would not help.
  public static final class ModelRefused extends CallFailure {
    private static final long serialVersionUID = 1L;

    public ModelRefused(String what) {
      super(what);
    }

    @Override
    public Termination termination() {
      return Termination.MODEL_REFUSED;
    }

    @Override
    public boolean resumable() {
      return false;
    }
  }

  /// The session reached its time limit.
  public static final class SessionExpired extends CallFailure {
    private static final long serialVersionUID = 1L;

    public SessionExpired() {
      super("the model's session expired");
    }

    @Override
    public Termination termination() {
      return Termination.MODEL_EXPIRED;
    }

    @Override
    public boolean resumable() {
      return true;
    }
  }
}
