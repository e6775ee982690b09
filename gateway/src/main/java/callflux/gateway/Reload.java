package callflux.gateway;

import callflux.gateway.agent.AgentDirectory;
import callflux.gateway.config.Fault;
import callflux.gateway.config.Reading;
import callflux.gateway.ops.ConfigMeters;
import callflux.gateway.realtime.Upstreams;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes what has changed of the configuration while the gateway runs: who answers, and where the
/// models are. Live calls keep what they began with. What is not valid changes nothing.
final class Reload {
  private static final Logger log = LoggerFactory.getLogger(Reload.class);

  private final GatewayConfig began;
  private final Models models;
  private final Upstreams upstreams;
  private final ConfigMeters meters;
  private volatile AgentDirectory agents;

  /// @param began what the gateway is started with
  Reload(GatewayConfig began, Models models, Upstreams upstreams, ConfigMeters meters) {
    this.began = began;
    this.models = models;
    this.upstreams = upstreams;
    this.meters = meters;
    this.agents = began.agents();
    upstreams.use(models.of(began));
  }

  /// Who answers which number just now.
  AgentDirectory agents() {
    return agents;
  }

  void on(Reading<GatewayConfig> reading) {
    switch (reading) {
      case Reading.Valid<GatewayConfig>(var config) -> take(config);
      case Reading.Refused<GatewayConfig>(var faults) -> refuse(faults);
    }
  }

  private void take(GatewayConfig config) {
    if (!models.areThere(config)) {
      refuse(
          List.of(
              new Fault(
                  "upstream",
                  "has neither an address nor a key any more",
                  "restart the gateway to go on with the simulator")));
      return;
    }
    // Servers go first: a call that finds its new agent finds the agent's server, too.
    upstreams.use(models.of(config));
    agents = config.agents();
    meters.taken();
    log.atInfo()
        .addKeyValue("numbers", config.agents().plans().size())
        .addKeyValue("upstreams", config.upstreams().size())
        .log("the configuration has changed");
    warnOfRestart(config);
  }

  private void warnOfRestart(GatewayConfig config) {
    var sections = new ArrayList<String>();
    if (!config.listen().equals(began.listen()) || !config.terms().equals(began.terms())) {
      sections.add("server");
    }
    if (!config.spend().equals(began.spend())) {
      sections.add("spend");
    }
    if (!config.tools().equals(began.tools())) {
      sections.add("tools");
    }
    if (!config.twilio().equals(began.twilio())) {
      sections.add("apology");
    }
    if (!config.softphone().equals(began.softphone())) {
      sections.add("softphone");
    }
    if (!sections.isEmpty()) {
      log.atWarn().addKeyValue("sections", sections).log("what has changed here needs a restart");
    }
  }

  private void refuse(List<Fault> faults) {
    meters.refused();
    log.atError()
        .addKeyValue("faults", faults.stream().map(Fault::toString).toList())
        .log("the configuration has changed and is not valid; what it was before stays in use");
  }

  void failed(Throwable failure) {
    log.atError()
        .addKeyValue("failure", failure)
        .log("the configuration is not watched any more; a restart is needed");
  }
}
