package callflux.gateway.softphone;

import callflux.codec.audio.MediaFrame;
import callflux.codec.realtime.ClientEvent;
import callflux.codec.realtime.ClientEvent.InputAudioAppend;
import callflux.codec.realtime.ServerEvent;
import callflux.gateway.agent.Agent;
import callflux.gateway.call.Leg;
import callflux.gateway.call.ModelDialer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.LinkedTransferQueue;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// A model that says what the test makes it say, and remembers what it heard.
final class Model implements ModelDialer {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  final LinkedTransferQueue<Agent> dialled = new LinkedTransferQueue<>();
  private final Sinks.Many<ServerEvent> said = Sinks.many().replay().all();
  private final Sinks.Many<MediaFrame> heard = Sinks.many().replay().all();

  void says(ServerEvent... events) {
    for (var event : events) {
      said.tryEmitNext(event).orThrow();
    }
  }

  /// Waits until it has heard so many frames.
  List<MediaFrame> hears(int frames) {
    return Objects.requireNonNull(heard.asFlux().take(frames).collectList().block(PATIENCE));
  }

  @Override
  public Mono<Leg<ServerEvent, ClientEvent>> dial(Agent agent) {
    dialled.add(agent);
    return Mono.just(new Line());
  }

  private final class Line implements Leg<ServerEvent, ClientEvent> {
    @Override
    public Flux<ServerEvent> receive() {
      return said.asFlux().startWith(new ServerEvent.SessionUpdated("session", 0));
    }

    @Override
    public Mono<Void> send(Flux<ClientEvent> messages) {
      return messages
          .ofType(InputAudioAppend.class)
          .doOnNext(append -> heard.tryEmitNext(append.frame()).orThrow())
          .then();
    }

    @Override
    public Mono<Void> close(int code, String reason) {
      return Mono.empty();
    }
  }
}
