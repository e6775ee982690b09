package callflux.gateway.spend;

import callflux.gateway.call.Call;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows what calls cost. Labels are the configuration's own: agents, and numbers as it has them.
final class SpendMeters {
  private static final Logger log = LoggerFactory.getLogger(SpendMeters.class);
  private static final double MICROS = 1e6;

  private final MeterRegistry registry;
  private final Counter absurd;

  SpendMeters(MeterRegistry registry) {
    this.registry = registry;
    this.absurd =
        Counter.builder("callflux.spend.absurd.usages")
            .description("Responses whose reported usage can't be true")
            .register(registry);
  }

  void count(Call call, Tokens tokens, long micros) {
    if (tokens.absurd()) {
      absurd.increment();
    }
    registry
        .counter("callflux.spend.usd", "agent", call.agent().name(), "number", call.plan().label())
        .increment(micros / MICROS);
    count(call, "text_in", tokens.textIn());
    count(call, "cached_in", tokens.cachedIn());
    count(call, "audio_in", tokens.audioIn());
    count(call, "text_out", tokens.textOut());
    count(call, "audio_out", tokens.audioOut());
  }

  private void count(Call call, String kind, long tokens) {
    registry
        .counter(
            "callflux.tokens",
            "agent",
            call.agent().name(),
            "number",
            call.plan().label(),
            "kind",
            kind)
        .increment((double) tokens);
  }

  void warn(Call call, Level level) {
    registry.counter("callflux.spend.warnings", "cap", level.cap().label()).increment();
    log.atWarn()
        .addKeyValue("call", call.callSid())
        .addKeyValue("agent", call.agent().name())
        .addKeyValue("cap", level.cap().label())
        .addKeyValue("usd", level.now() / MICROS)
        .addKeyValue("cap_usd", level.most() / MICROS)
        .log("four fifths of a spend cap are used up");
  }
}
