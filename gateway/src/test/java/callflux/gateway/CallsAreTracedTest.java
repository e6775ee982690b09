package callflux.gateway;

import static callflux.gateway.Collector.attribute;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a collector is sent of a call, through the whole gateway.
@Timeout(120)
class CallsAreTracedTest {

  @Test
  void eachTurnWithTheGatewaysOwnShare() throws Exception {
    try (var collector = new Collector()) {
      try (var gateway =
          LiveGateway.start(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint()))) {
        try (var phone = gateway.isCalled().hears("media")) {
          phone.speaks().hears("clear").hears("media");
          gateway.showsCall("state", "silent");
          phone.speaks().hears("media");
          gateway.showsCall("state", "silent");
        }
        gateway.isIdle();
      }
      var spans = collector.spans();

      assertThat(spans).extracting(Span::getName).containsExactly("call", "turn", "turn");
      isTheCall(spans.getFirst());
      isATurn(spans.get(1), spans.getFirst());
      isATurn(spans.get(2), spans.getFirst());
      assertThat(spans.subList(1, 3))
          .extracting(turn -> text(turn, "callflux.barge_in"))
          .containsExactly("true", "false");
      assertThat(collector.text()).doesNotContain(Phone.CALLER, Phone.CALLED);
    }
  }

  @Test
  void nothingIsHeldUpByACollectorThatIsGone() throws Exception {
    try (var gateway =
        LiveGateway.start(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"))) {
      gateway.isCalled().hears("media").close();
      gateway.isIdle();
    }
  }

  private static void isTheCall(Span call) {
    assertThat(call.getParentSpanId().isEmpty()).isTrue();
    assertThat(text(call, "callflux.call")).isEqualTo(Phone.SID);
    assertThat(text(call, "callflux.agent")).isEqualTo("receptionist");
    assertThat(text(call, "callflux.number")).isEqualTo("default");
    assertThat(text(call, "callflux.result")).isEqualTo("success");
    assertThat(text(call, "callflux.reason")).isEqualTo("caller_hung_up");
    assertThat(number(call, "callflux.setup_ms")).isPositive();
    assertThat(number(call, "callflux.first_audio_ms")).isPositive();
    assertThat(attribute(call, "callflux.tokens.output").orElseThrow().getIntValue()).isPositive();
  }

  private static void isATurn(Span turn, Span call) {
    assertThat(turn.getTraceId()).isEqualTo(call.getTraceId());
    assertThat(turn.getParentSpanId()).isEqualTo(call.getSpanId());
    assertThat(turn.getEndTimeUnixNano())
        .isGreaterThan(turn.getStartTimeUnixNano())
        .isLessThanOrEqualTo(call.getEndTimeUnixNano());
    assertThat(number(turn, "callflux.gateway_share_ms")).isPositive();
    assertThat(number(turn, "callflux.voice_to_voice_ms"))
        .isGreaterThan(number(turn, "callflux.gateway_share_ms"));
    assertThat(attribute(turn, "callflux.tokens.output").orElseThrow().getIntValue()).isPositive();
  }

  private static double number(Span span, String key) {
    return attribute(span, key).orElseThrow().getDoubleValue();
  }

  private static String text(Span span, String key) {
    AnyValue value = attribute(span, key).orElseThrow();
    return value.hasBoolValue() ? "" + value.getBoolValue() : value.getStringValue();
  }
}
