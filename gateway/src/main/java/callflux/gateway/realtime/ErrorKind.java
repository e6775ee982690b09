package callflux.gateway.realtime;

import callflux.codec.realtime.ServerEvent;
import callflux.gateway.call.CallFailure;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an `error` event means for the call. There is no official list of codes: these are the ones
/// met in the field.
enum ErrorKind {
  /// The server and we crossed on the wire; what was asked for is already so, or no longer matters.
  BENIGN,
  /// The session is over, or never was.
  FATAL,
  /// Something was not done; the session goes on.
  OTHER;

  private static final String EXPIRED = "session_expired";

  private static final Set<String> REFUSED =
      Set.of(
          "insufficient_quota",
          "invalid_api_key",
          "account_deactivated",
          "billing_hard_limit_reached",
          "beta_api_shape_disabled");

  private static final Set<String> CROSSED =
      Set.of(
          "response_cancel_not_active",
          "conversation_already_has_active_response",
          "input_audio_buffer_commit_empty",
          "item_truncate_invalid_item_id",
          "item_delete_invalid_item_id",
          "item_retrieve_invalid_item_id");

  static ErrorKind of(ServerEvent.Error error) {
    String code = error.code();
    if (code != null) {
      if (code.equals(EXPIRED) || REFUSED.contains(code)) {
        return FATAL;
      }
      if (CROSSED.contains(code)) {
        return BENIGN;
      }
    }
    return truncatesNothing(error.message()) ? BENIGN : OTHER;
  }

  /// Truncation past the end, or of an item without audio, has no code of its own.
  private static boolean truncatesNothing(String message) {
    return message.contains("already shorter than")
        || message.contains("Only model output audio messages can be truncated");
  }

  /// The verdict of a fatal error.
  static CallFailure failure(@Nullable String code) {
    return EXPIRED.equals(code)
        ? new CallFailure.SessionExpired()
        : new CallFailure.ModelRefused("the model's server refused the session: " + code);
  }

  /// As a label of a metric.
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
