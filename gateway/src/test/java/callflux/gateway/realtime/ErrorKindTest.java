package callflux.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.realtime.ServerEvent;
import callflux.gateway.call.CallFailure.ModelRefused;
import callflux.gateway.call.CallFailure.SessionExpired;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorKindTest {

  @ParameterizedTest
  @CsvSource({
    "session_expired, FATAL",
    "insufficient_quota, FATAL",
    "invalid_api_key, FATAL",
    "account_deactivated, FATAL",
    "billing_hard_limit_reached, FATAL",
    "beta_api_shape_disabled, FATAL",
    "response_cancel_not_active, BENIGN",
    "conversation_already_has_active_response, BENIGN",
    "input_audio_buffer_commit_empty, BENIGN",
    "item_truncate_invalid_item_id, BENIGN",
    "item_delete_invalid_item_id, BENIGN",
    "rate_limit_exceeded, OTHER",
    "cannot_update_voice, OTHER",
    "never_heard_of, OTHER",
  })
  void aCodeTells(String code, ErrorKind kind) {
    assertThat(ErrorKind.of(error(code, "whatever"))).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Audio content of 9250ms is already shorter than 57340ms",
        "Only model output audio messages can be truncated"
      })
  void truncationThatCameToNothingIsBenign(String message) {
    assertThat(ErrorKind.of(error(null, message))).isEqualTo(ErrorKind.BENIGN);
    assertThat(ErrorKind.of(error("invalid_value", message))).isEqualTo(ErrorKind.BENIGN);
  }

  @Test
  void anErrorWithoutACodeIsNoReasonToHangUp() {
    assertThat(ErrorKind.of(error(null, "Oops"))).isEqualTo(ErrorKind.OTHER);
  }

  @Test
  void onlyExpiryMayBeResumed() {
    assertThat(ErrorKind.failure("session_expired")).isInstanceOf(SessionExpired.class);
    assertThat(ErrorKind.failure("insufficient_quota"))
        .isInstanceOf(ModelRefused.class)
        .hasMessageContaining("insufficient_quota");
  }

  private static ServerEvent.Error error(@Nullable String code, String message) {
    return new ServerEvent.Error("invalid_request_error", code, message, null, null);
  }
}
