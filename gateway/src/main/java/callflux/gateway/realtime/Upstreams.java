package callflux.gateway.realtime;

import callflux.codec.realtime.ClientEvent;
import callflux.codec.realtime.ServerEvent;
import callflux.gateway.agent.Agent;
import callflux.gateway.call.CallFailure.ModelUnreachable;
import callflux.gateway.call.Leg;
import callflux.gateway.call.ModelDialer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/// Dials each agent's model at the server that the agent names. The servers can be changed while
/// calls are live: a call keeps the socket that it has.
///
/// Changed by one thread at a time, read by any.
public final class Upstreams implements ModelDialer {
  private final LoopResources loops;
  private final MeterRegistry registry;
  private final Set<String> watched = new HashSet<>();
  private volatile Map<String, Server> servers = Map.of();

  /// As they were before the last change: for the call that was admitted just before it.
  private volatile Map<String, Server> former = Map.of();

  /// A server and what dials it.
  private record Server(RealtimeConfig config, RealtimeClient client) {}

  /// @param loops on which the sockets live
  public Upstreams(LoopResources loops, MeterRegistry registry) {
    this.loops = loops;
    this.registry = registry;
  }

  /// From now on, these are the servers. One that has not changed is kept, with what is known of
  /// how it fares.
  ///
  /// @param configs by name
  public void use(Map<String, RealtimeConfig> configs) {
    var next = new HashMap<String, Server>();
    configs.forEach((name, config) -> {
      var known = servers.get(name);
      next.put(
          name,
          known != null && known.config().equals(config)
              ? known
              : new Server(config, new RealtimeClient(config, loops, registry)));
      if (watched.add(name)) {
        watch(name);
      }
    });
    former = servers;
    servers = Map.copyOf(next);
  }

  private void watch(String name) {
    Gauge.builder("callflux.upstream.breaker.open", () -> shuns(name) ? 1 : 0)
        .description("1 while the model's server is not dialled because it failed too often")
        .tag("upstream", name)
        .register(registry);
  }

  @Override
  public Mono<Leg<ServerEvent, ClientEvent>> dial(Agent agent) {
    var server = server(agent.upstream());
    return server == null
        ? Mono.error(new ModelUnreachable("no upstream is called " + agent.upstream()))
        : server.client().dial(agent);
  }

  private @Nullable Server server(String name) {
    var server = servers.get(name);
    return server == null ? former.get(name) : server;
  }

  /// Whether dials of the default server fail unasked for the moment.
  public boolean shunsDefault() {
    return shuns(Agent.DEFAULT_UPSTREAM);
  }

  private boolean shuns(String name) {
    var server = servers.get(name);
    return server != null && server.client().shunsModel();
  }
}
