package callflux.gateway.transcript;

import callflux.gateway.archive.Content.Began;
import callflux.gateway.call.Call;
import callflux.gateway.call.CallEvent;
import callflux.gateway.call.CallListener;
import callflux.gateway.call.CallSummary;
import callflux.gateway.call.Said;
import callflux.gateway.call.Termination;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Writes down what is said and done in calls, for good: each thing once nothing more will come of
/// it. A call that is never answered leaves nothing.
public final class Recorder implements CallListener {
  private final Pen pen;
  private final Pseudonyms pseudonyms;
  private final Function<Call, BigDecimal> usd;
  private final InstantSource clock;
  private final Map<String, CallNotes> live = new ConcurrentHashMap<>();

  /// @param usd what a call that ends has cost, in US dollars
  public Recorder(
      Pen pen, Pseudonyms pseudonyms, Function<Call, BigDecimal> usd, InstantSource clock) {
    this.pen = pen;
    this.pseudonyms = pseudonyms;
    this.usd = usd;
    this.clock = clock;
  }

  /// Whether a call was answered and has not ended.
  boolean isLive(String callSid) {
    return live.containsKey(callSid);
  }

  @Override
  public boolean wantsWords(Call call) {
    return true;
  }

  @Override
  public void answered(Call call) {
    var sheet = new Sheet(call.callSid(), pen);
    live.put(call.callSid(), new CallNotes(sheet, began(call), clock.instant()));
  }

  private Began began(Call call) {
    return new Began(
        pen.instance(),
        call.plan().label(),
        call.agent().name(),
        call.agent().promptVersion(),
        pseudonyms.of(call.from()),
        call.maskedFrom().text());
  }

  @Override
  public void happened(Call call, CallEvent event) {
    var notes = live.get(call.callSid());
    if (notes != null) {
      notes.on(event, clock.instant());
    }
  }

  @Override
  public void said(Call call, Said said) {
    var notes = live.get(call.callSid());
    if (notes != null) {
      notes.on(said, clock.instant());
    }
  }

  @Override
  public void ended(Call call, Termination termination, CallSummary summary) {
    var notes = live.get(call.callSid());
    if (notes != null) {
      notes.end(termination, summary, micros(usd.apply(call)), clock.instant());
      // Not before its end is written: till then it is not to be taken for one that was killed.
      live.remove(call.callSid(), notes);
    }
  }

  private static long micros(BigDecimal usd) {
    return usd.movePointRight(6).setScale(0, RoundingMode.HALF_UP).longValue();
  }
}
