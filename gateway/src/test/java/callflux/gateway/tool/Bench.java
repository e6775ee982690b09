package callflux.gateway.tool;

import callflux.codec.audio.AudioFormat;
import callflux.codec.realtime.Item.FunctionCall;
import callflux.codec.realtime.Session;
import callflux.codec.realtime.Session.TurnDetection.ServerVad;
import callflux.gateway.agent.Agent;
import callflux.gateway.agent.NumberPlan;
import callflux.gateway.agent.Parameters;
import callflux.gateway.agent.Tool;
import callflux.gateway.agent.Tool.Method;
import callflux.gateway.call.Call;
import callflux.gateway.call.ToolOutput;
import callflux.gateway.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/// Tools of one's own, used on a real loop.
final class Bench implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(20);
  static final ToolsConfig HERE = new ToolsConfig(true, false);
  static final Call CALL = call();

  private static final Parameters ANY = Parameters.of(Map.of("type", "object"));

  private final LoopResources loops = LoopResources.create("tools", 1, true);
  final HttpTools tools;

  Bench(ToolsConfig config) {
    tools = new HttpTools(config, loops);
  }

  private static Call call() {
    var turns = new ServerVad(0.5, 300, 500, null, true, true);
    var session =
        new Session(null, "Book.", AudioFormat.PCMU, null, 1.0, turns, null, null, null, List.of());
    var limits = new Agent.Limits(Duration.ofMinutes(1), Duration.ofMinutes(1));
    var plan = new NumberPlan("+2", new Agent("a", session, null, limits));
    return new Call("CA" + "7".repeat(32), "AC", "+1", "+2", plan);
  }

  static Tool tool(Method method, String url, Duration timeout) {
    var headers = Map.of("Authorization", new Secret("Bearer canary"));
    return new Tool("t", "", ANY, new Tool.Endpoint(method, URI.create(url), headers, timeout));
  }

  static FunctionCall function(String arguments) {
    return new FunctionCall("item", "completed", "call_1", "t", arguments);
  }

  Mono<ToolOutput> run(Method method, String url, Duration timeout) {
    return run(method, url, timeout, "{}");
  }

  Mono<ToolOutput> run(Method method, String url, Duration timeout, String arguments) {
    return tools.run(CALL, tool(method, url, timeout), function(arguments));
  }

  static ToolOutput output(Mono<ToolOutput> run) {
    return Objects.requireNonNull(run.block(PATIENCE));
  }

  @Override
  public void close() {
    loops.disposeLater(Duration.ZERO, Duration.ofSeconds(2)).block(PATIENCE);
  }
}
