package callflux.gateway.call;

import java.util.Locale;

/// How a function call went: the `result` label of its metrics, and the error that the model is
/// told of.
public enum ToolResult {
  /// It was done.
  OK,
  /// There is no tool of that name.
  UNKNOWN_FUNCTION,
  /// What was asked is not what the tool takes; it was not asked.
  BAD_ARGUMENTS,
  /// More was asked at once, or in a minute, than one call may.
  TOO_MANY_CALLS,
  /// The endpoint could not be reached, or broke off.
  UNAVAILABLE,
  /// The endpoint's address is one where tools may not go.
  FORBIDDEN_ADDRESS,
  /// The endpoint answered with an error, or with something that is no answer.
  HTTP_STATUS,
  /// The answer is longer than a model should read.
  TOO_LARGE,
  /// The answer is no text.
  UNREADABLE,
  /// It took too long, and may have been done or not.
  TIMEOUT,
  /// The gateway failed.
  FAULT;

  /// As metrics and models are told.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
