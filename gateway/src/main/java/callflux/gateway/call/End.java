package callflux.gateway.call;

import callflux.gateway.call.CallFailure.ProtocolViolation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a call ended, and what its caller's socket is closed with.
record End(Termination termination, int closeCode, String reason) {
  private static final Logger log = LoggerFactory.getLogger(End.class);

  static End of(Termination termination) {
    return new End(termination, termination.closeCode(), termination.label());
  }

  /// What a failure of either leg means. One that carries no verdict is a fault of our own.
  static End of(Throwable failure) {
    return switch (failure) {
      case ProtocolViolation violation ->
          new End(violation.termination(), violation.closeCode(), violation.reason());
      case CallFailure known -> of(known.termination());
      default -> {
        log.atError().setCause(failure).log("a call failed for a reason that nobody foresaw");
        yield of(Termination.GATEWAY_FAULT);
      }
    };
  }
}
