package callflux.gateway.twilio;

import callflux.codec.realtime.ClientEvent;
import callflux.codec.realtime.ClientEvent.ResponseCreate;
import callflux.codec.realtime.ServerEvent;
import callflux.codec.realtime.Usage;
import callflux.gateway.agent.Agent;
import callflux.gateway.call.Leg;
import callflux.gateway.call.ModelDialer;
import java.util.List;
import java.util.function.ToIntFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// A model that speaks twenty milliseconds whenever it is asked to, in a voice that says by which
/// words it was asked.
///
/// @param voice of an answer to such instructions
record GreetingModel(ToIntFunction<String> voice) implements ModelDialer {

  @Override
  public Mono<Leg<ServerEvent, ClientEvent>> dial(Agent agent) {
    return Mono.fromSupplier(() -> new Session(agent.session().instructions()));
  }

  private final class Session implements Leg<ServerEvent, ClientEvent> {
    private final Sinks.Many<ServerEvent> said = Sinks.many().unicast().onBackpressureBuffer();
    private final String instructions;
    private int answers;

    Session(String instructions) {
      this.instructions = instructions;
    }

    @Override
    public Flux<ServerEvent> receive() {
      return said.asFlux().startWith(new ServerEvent.SessionUpdated("session", 0));
    }

    @Override
    public Mono<Void> send(Flux<ClientEvent> messages) {
      return messages
          .doOnNext(event -> {
            if (event instanceof ResponseCreate create) {
              answer(create.instructions() == null ? instructions : create.instructions());
            }
          })
          .then();
    }

    private void answer(String asked) {
      answers++;
      var response = "r" + answers;
      var item = "i" + answers;
      var frame = Voice.frame(voice.applyAsInt(asked));
      says(new ServerEvent.ResponseCreated(response, false));
      says(new ServerEvent.OutputAudioDelta(response, item, 0, frame));
      says(new ServerEvent.OutputAudioDone(response, item, 0));
      says(
          new ServerEvent.ResponseDone(
              response, ServerEvent.Status.COMPLETED, null, List.of(), Usage.NONE));
    }

    private void says(ServerEvent event) {
      said.tryEmitNext(event).orThrow();
    }

    @Override
    public Mono<Void> close(int code, String reason) {
      return Mono.empty();
    }
  }
}
