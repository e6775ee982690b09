package callflux.gateway.spend;

import callflux.gateway.agent.AgentDirectory;
import callflux.gateway.config.Amounts;
import callflux.gateway.config.Section;
import callflux.gateway.spend.SpendConfig.SpendCaps;
import java.util.HashMap;
import java.util.Map;

/// How prices and spend caps are written in the configuration file.
public final class SpendSettings {

  private SpendSettings() {}

  /// Faults go to where the section's settings keep them.
  ///
  /// @param file its top
  /// @param models by the name of the server: what agents have that ask for none
  /// @param agents who may have caps of their own
  public static SpendConfig read(Section file, Map<String, String> models, AgentDirectory agents) {
    var caps = caps(file.section("spend"));
    var prices = new HashMap<>(Price.SHIPPED);
    var section = file.section("prices");
    section.keys().forEach(name -> prices.put(name, price(section.section(name))));
    var config = new SpendConfig(prices, models, caps);
    agents.plans().stream()
        .filter(config::isCapped)
        .map(plan -> config.model(plan.agent()))
        .filter(model -> !prices.containsKey(model))
        .distinct()
        .forEach(model ->
            section.fault(
                model,
                "is not set, and there is a spend cap",
                "give what the model's tokens cost"));
    return config;
  }

  private static SpendCaps caps(Section section) {
    return new SpendCaps(
        Amounts.usd(section, "call_usd", Amounts.UNLIMITED_USD),
        Amounts.usd(section, "number_day_usd", Amounts.UNLIMITED_USD),
        Amounts.usd(section, "day_usd", Amounts.UNLIMITED_USD));
  }

  private static Price price(Section section) {
    return new Price(
        Amounts.price(section, "text_in"),
        Amounts.price(section, "cached_in"),
        Amounts.price(section, "audio_in"),
        Amounts.price(section, "text_out"),
        Amounts.price(section, "audio_out"));
  }
}
