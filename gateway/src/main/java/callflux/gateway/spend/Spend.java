package callflux.gateway.spend;

import callflux.gateway.call.Budget;
import callflux.gateway.call.Call;
import callflux.gateway.call.CallControl;
import callflux.gateway.call.CallEvent;
import callflux.gateway.call.CallEvent.ResponseEnded;
import callflux.gateway.call.CallListener;
import callflux.gateway.call.CallSummary;
import callflux.gateway.call.Termination;
import callflux.gateway.spend.Level.Cap;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Reckons what calls cost from what their models report, and stops at caps.
///
/// At 80 % of a cap there is a warning. At 100 % no more calls of its kind are let in, and a call
/// that goes on is wrapped up when its next answer ends: what an answer costs is known only then.
/// One whose model goes on answering after its goodbye is ended at 120 %, at once. What was counted
/// does not outlive the process.
public final class Spend implements CallListener, Budget {
  private final SpendConfig config;
  private final SpendMeters meters;
  private final Ledger ledger;
  private final Map<String, Bill> live = new ConcurrentHashMap<>();
  private volatile @Nullable CallControl control;

  /// @param clock whose UTC days are meant
  public Spend(SpendConfig config, MeterRegistry registry, InstantSource clock) {
    this.config = config;
    this.meters = new SpendMeters(registry);
    this.ledger = new Ledger(clock);
  }

  /// Ends calls through this, from now on.
  public void through(CallControl calls) {
    control = calls;
  }

  /// What a call that is live, or has ended just now, has cost: US dollars.
  public BigDecimal usd(Call call) {
    var bill = live.get(call.callSid());
    return BigDecimal.valueOf(bill == null ? 0 : bill.micros(), 6);
  }

  @Override
  public boolean isSpent(Call call) {
    var sums = ledger.of(call.plan().label());
    return sums.number() >= config.numberDayCap(call) || sums.all() >= config.caps().day();
  }

  @Override
  public void happened(Call call, CallEvent event) {
    if (event instanceof ResponseEnded ended) {
      pay(call, ended);
    }
  }

  @Override
  public void ended(Call call, Termination termination, CallSummary summary) {
    live.remove(call.callSid());
  }

  private void pay(Call call, ResponseEnded ended) {
    var tokens = Tokens.of(ended.usage());
    long micros = config.price(call).of(tokens);
    meters.count(call, tokens, micros);
    var bill = live.computeIfAbsent(call.callSid(), _ -> new Bill());
    long spent = bill.add(micros);
    var sums = ledger.add(call.plan().label(), micros);
    var levels =
        List.of(
            new Level(Cap.CALL, spent - micros, spent, config.callCap(call)),
            new Level(
                Cap.NUMBER_DAY, sums.number() - micros, sums.number(), config.numberDayCap(call)),
            new Level(Cap.DAY, sums.all() - micros, sums.all(), config.caps().day()));
    levels.stream().filter(Level::warns).forEach(level -> meters.warn(call, level));
    boolean reached = levels.stream().anyMatch(Level::isReached);
    boolean exceeded = levels.stream().anyMatch(Level::isExceeded);
    stop(call, bill.stop(reached, exceeded, ended));
  }

  private void stop(Call call, Bill.Stop stop) {
    var calls = control;
    if (calls == null) {
      return;
    }
    switch (stop) {
      case NOT -> {
        // It may go on.
      }
      case POLITELY -> calls.wrapUp(call.callSid(), Termination.SPEND_CAP);
      case AT_ONCE -> calls.end(call.callSid(), Termination.SPEND_CAP);
    }
  }
}
