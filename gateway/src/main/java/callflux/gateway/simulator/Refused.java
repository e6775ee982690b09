package callflux.gateway.simulator;

import org.jspecify.annotations.Nullable;

/// A client event that is not obeyed: it changes nothing and is answered by an `error` event.
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String code;
  private final @Nullable String param;

  Refused(String code, String message, @Nullable String param) {
    // Part of the protocol and not a fault of ours: nobody reads its stack trace.
    super(message, null, false, false);
    this.code = code;
    this.param = param;
  }

  static Refused invalidValue(String param, String message) {
    return new Refused("invalid_value", message, param);
  }

  static Refused invalidType(String param, String wanted) {
    return new Refused(
        "invalid_type", "Invalid type for '" + param + "': expected " + wanted + ".", param);
  }

  static Refused missing(String param) {
    return new Refused(
        "missing_required_parameter", "Missing required parameter: '" + param + "'.", param);
  }

  static Refused unknown(String param) {
    return new Refused("unknown_parameter", "Unknown parameter: '" + param + "'.", param);
  }

  String code() {
    return code;
  }

  @Nullable String param() {
    return param;
  }

  String text() {
    String message = getMessage();
    return message == null ? code : message;
  }
}
