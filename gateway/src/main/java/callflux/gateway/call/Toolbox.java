package callflux.gateway.call;

import callflux.codec.realtime.Item.FunctionCall;
import callflux.codec.realtime.Item.FunctionCallOutput;
import callflux.codec.realtime.ServerEvent;
import callflux.gateway.agent.Tool;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Has run what a call's model calls, once the response that does so is done, and tells what came
/// of it. Whatever goes wrong is an output for the model.
final class Toolbox {
  private static final Logger log = LoggerFactory.getLogger(Toolbox.class);

  /// Stands in metrics for every name that no tool has.
  private static final String NO_TOOL = "unknown";

  private final Tools tools;
  private final Call call;
  private final Tally tally;
  private final ToolAllowance allowance;

  Toolbox(Tools tools, Call call, Tally tally) {
    this.tools = tools;
    this.call = call;
    this.tally = tally;
    this.allowance = new ToolAllowance(tally.clock());
  }

  /// One thing that came of what a response has called.
  ///
  /// @param last whether nothing more will come of that response
  record Outcome(FunctionCallOutput output, boolean last) {}

  /// Whether the model has anything to call.
  boolean isEmpty() {
    return call.agent().tools().isEmpty();
  }

  /// What comes of it all, each as soon as it is known.
  ///
  /// @param leaving whether nothing may be begun any more
  Flux<Outcome> outcomes(Fan<ServerEvent> said, BooleanSupplier leaving) {
    var asked = new Asked();
    return said.but(ServerEvent.OutputAudioDelta.class)
        .map(asked::on)
        .filter(batch -> !batch.isEmpty() && !leaving.getAsBoolean())
        .flatMap(this::all, Integer.MAX_VALUE);
  }

  private Flux<Outcome> all(List<FunctionCall> batch) {
    return Flux.fromIterable(batch)
        .flatMap(this::one, Integer.MAX_VALUE)
        .index((at, output) -> new Outcome(output, at == batch.size() - 1));
  }

  private Mono<FunctionCallOutput> one(FunctionCall function) {
    long began = tally.clock().getAsLong();
    var tool = call.agent().tool(function.name());
    var label = tool.map(Tool::name).orElse(NO_TOOL);
    tally.accept(new CallEvent.ToolCalled(label));
    tally.say(new Said.ToolCalled(function.callId(), function.name(), function.arguments()));
    return tool.map(known -> allowed(known, function))
        .orElseGet(() -> Mono.just(ToolOutput.failed(ToolResult.UNKNOWN_FUNCTION)))
        .map(output -> {
          var took = tally.since(began);
          tally.accept(new CallEvent.ToolAnswered(label, output.result(), took));
          tally.say(
              new Said.ToolAnswered(function.callId(), output.json(), output.isFailure(), took));
          return new FunctionCallOutput(null, function.callId(), output.json());
        });
  }

  private Mono<ToolOutput> allowed(Tool tool, FunctionCall function) {
    return allowance.take()
        ? run(tool, function).doFinally(_ -> allowance.giveBack())
        : Mono.just(ToolOutput.failed(ToolResult.TOO_MANY_CALLS));
  }

  private Mono<ToolOutput> run(Tool tool, FunctionCall function) {
    return Mono.defer(() -> tools.run(call, tool, function))
        .onErrorResume(failure -> {
          log.atError()
              .addKeyValue("tool", tool.name())
              .addKeyValue("failure", failure.getClass().getName())
              .log("a tool failed for a reason that nobody foresaw");
          return Mono.empty();
        })
        .switchIfEmpty(Mono.fromSupplier(() -> ToolOutput.failed(ToolResult.FAULT)));
  }
}
