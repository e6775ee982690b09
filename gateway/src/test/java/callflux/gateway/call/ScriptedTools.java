package callflux.gateway.call;

import callflux.codec.realtime.Item.FunctionCall;
import callflux.gateway.agent.Tool;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// Tools that take as long as the test likes.
final class ScriptedTools implements Tools {
  final Map<String, Sinks.One<ToolOutput>> running = new LinkedHashMap<>();
  int begun;
  int givenUp;
  boolean broken;

  @Override
  public Mono<ToolOutput> run(Call call, Tool tool, FunctionCall function) {
    begun++;
    if (broken) {
      throw new IllegalStateException("broken");
    }
    var run = Sinks.<ToolOutput>one();
    running.put(function.callId(), run);
    return run.asMono()
        .doOnCancel(() -> {
          givenUp++;
          running.remove(function.callId());
        });
  }

  void finishes(String callId, String json) {
    Objects.requireNonNull(running.remove(callId)).tryEmitValue(ToolOutput.done(json)).orThrow();
  }

  void breaks(String callId) {
    Objects.requireNonNull(running.remove(callId))
        .tryEmitError(new IllegalStateException("broken"))
        .orThrow();
  }
}
