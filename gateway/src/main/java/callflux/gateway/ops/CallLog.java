package callflux.gateway.ops;

import callflux.gateway.call.Call;
import callflux.gateway.call.CallListener;
import callflux.gateway.call.CallSummary;
import callflux.gateway.call.Termination;
import java.math.BigDecimal;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// One line when a call is answered, and one when it has ended.
public final class CallLog implements CallListener {
  private static final Logger log = LoggerFactory.getLogger(CallLog.class);

  private final Function<Call, BigDecimal> usd;

  /// @param usd what a call that ends has cost, in US dollars
  public CallLog(Function<Call, BigDecimal> usd) {
    this.usd = usd;
  }

  @Override
  public void answered(Call call) {
    line(call).addKeyValue("from", call.maskedFrom().text()).log("call answered");
  }

  /// Which agent, of which of our numbers, told what.
  private static LoggingEventBuilder line(Call call) {
    return log.atInfo()
        .addKeyValue("call", call.callSid())
        .addKeyValue("agent", call.agent().name())
        .addKeyValue("number", call.plan().label())
        .addKeyValue("prompt", call.agent().promptVersion());
  }

  @Override
  public void ended(Call call, Termination termination, CallSummary summary) {
    line(call)
        .addKeyValue("reason", termination.label())
        .addKeyValue("result", termination.result().label())
        .addKeyValue("millis", summary.length().toMillis())
        .addKeyValue("turns", summary.turns())
        .addKeyValue("barge_ins", summary.bargeIns())
        .addKeyValue("responses", summary.responses())
        .addKeyValue("frames_in", summary.framesIn())
        .addKeyValue("frames_out", summary.framesOut())
        .addKeyValue("cost_usd", usd.apply(call))
        .log("call ended");
  }
}
