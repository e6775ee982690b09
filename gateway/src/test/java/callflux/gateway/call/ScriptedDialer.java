package callflux.gateway.call;

import callflux.codec.realtime.ClientEvent;
import callflux.codec.realtime.ServerEvent;
import callflux.gateway.agent.Agent;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// Dials whatever the test has it reach, when the test says so.
final class ScriptedDialer implements ModelDialer {
  final ScriptedLeg<ServerEvent, ClientEvent> model = ScriptedLeg.willing();
  private final Sinks.One<Leg<ServerEvent, ClientEvent>> answer = Sinks.one();
  int dials;
  int cancelled;

  @Override
  public Mono<Leg<ServerEvent, ClientEvent>> dial(Agent agent) {
    dials++;
    return answer.asMono().doOnCancel(() -> cancelled++);
  }

  void connects() {
    answer.tryEmitValue(model).orThrow();
  }

  void fails(Throwable failure) {
    answer.tryEmitError(failure).orThrow();
  }
}
