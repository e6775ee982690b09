package callflux.gateway.call;

import callflux.codec.realtime.Item.FunctionCall;
import callflux.gateway.agent.Tool;
import reactor.core.publisher.Mono;

/// Port: has done what a model asks for.
@FunctionalInterface
public interface Tools {

  /// None can be had.
  Tools NONE = (_, _, _) -> Mono.just(ToolOutput.failed(ToolResult.UNAVAILABLE));

  /// Does it. What to do when the call ends meanwhile, by which the result is cancelled, is up to
  /// the tool: something half done is worse than something that nobody hears of.
  ///
  /// @param call in which it is asked for
  /// @param tool one of its agent's
  /// @param function what is asked, as the model wrote it; its arguments may be anything
  /// @return what came of it, within the tool's timeout; a failure is told as one
  Mono<ToolOutput> run(Call call, Tool tool, FunctionCall function);
}
