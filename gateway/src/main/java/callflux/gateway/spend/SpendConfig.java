package callflux.gateway.spend;

import callflux.gateway.agent.Agent;
import callflux.gateway.agent.NumberPlan;
import callflux.gateway.call.Call;
import callflux.gateway.config.Amounts;
import java.util.Map;

/// What things cost and what they may cost.
///
/// @param prices by model
/// @param models by the name of the server: what agents have that ask for none
/// @param caps where neither agent nor number has one of its own
public record SpendConfig(Map<String, Price> prices, Map<String, String> models, SpendCaps caps) {

  public SpendConfig {
    prices = Map.copyOf(prices);
    models = Map.copyOf(models);
  }

  /// The most that may be spent, in millionths of a US dollar.
  ///
  /// @param call on one call
  /// @param numberDay on one number's calls in a day
  /// @param day on all calls in a day
  public record SpendCaps(long call, long numberDay, long day) {}

  Price price(Call call) {
    return prices.getOrDefault(model(call.agent()), Price.NONE);
  }

  String model(Agent agent) {
    var own = agent.session().model();
    return own == null ? models.getOrDefault(agent.upstream(), "") : own;
  }

  /// Whether there is something that such a number's calls may not cost more than.
  boolean isCapped(NumberPlan plan) {
    return plan.agent().limits().callMicros() != null
        || plan.door().dayMicros() != null
        || Math.min(caps.call(), Math.min(caps.numberDay(), caps.day())) < Amounts.UNLIMITED_USD;
  }

  long callCap(Call call) {
    var own = call.agent().limits().callMicros();
    return own == null ? caps.call() : own;
  }

  long numberDayCap(Call call) {
    var own = call.plan().door().dayMicros();
    return own == null ? caps.numberDay() : own;
  }
}
