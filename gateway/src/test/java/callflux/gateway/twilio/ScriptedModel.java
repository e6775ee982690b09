package callflux.gateway.twilio;

import static java.util.Objects.requireNonNull;

import callflux.codec.audio.MediaFrame;
import callflux.codec.realtime.ClientEvent;
import callflux.codec.realtime.ClientEvent.InputAudioAppend;
import callflux.codec.realtime.ServerEvent;
import callflux.gateway.agent.Agent;
import callflux.gateway.call.Leg;
import callflux.gateway.call.ModelDialer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// A model that says what the test makes it say, and remembers what it was told.
final class ScriptedModel implements ModelDialer {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final List<Line> lines = new CopyOnWriteArrayList<>();

  @Override
  public Mono<Leg<ServerEvent, ClientEvent>> dial(Agent agent) {
    return Mono.fromSupplier(() -> {
      var line = new Line(agent);
      lines.add(line);
      return line;
    });
  }

  int dialled() {
    return lines.size();
  }

  /// The only session there was.
  Line line() {
    if (lines.size() != 1) {
      throw new AssertionError("dialled " + lines.size() + " times");
    }
    return lines.getFirst();
  }

  /// One session, which is set up as soon as it is listened to.
  static final class Line implements Leg<ServerEvent, ClientEvent> {
    private final Sinks.Many<ServerEvent> said = Sinks.many().unicast().onBackpressureBuffer();
    private final Sinks.Many<ClientEvent> told = Sinks.many().replay().all();
    private final List<ClientEvent> record = new CopyOnWriteArrayList<>();
    private final Sinks.Empty<Void> closed = Sinks.empty();
    private final Agent agent;

    Line(Agent agent) {
      this.agent = agent;
    }

    /// Whose session it is.
    Agent agent() {
      return agent;
    }

    void says(ServerEvent event) {
      said.tryEmitNext(event).orThrow();
    }

    void breaks(Throwable failure) {
      said.tryEmitError(failure).orThrow();
    }

    /// Waits until it has heard so many frames of the caller.
    List<MediaFrame> hears(int frames) {
      return requireNonNull(
          told.asFlux()
              .ofType(InputAudioAppend.class)
              .map(InputAudioAppend::frame)
              .take(frames)
              .collectList()
              .block(PATIENCE));
    }

    /// Waits until it has been told a thing of a kind.
    void isTold(Predicate<ClientEvent> kind) {
      told.asFlux().filter(kind).blockFirst(PATIENCE);
    }

    /// All it heard of the caller until it was closed.
    List<MediaFrame> heard() {
      return told().stream()
          .filter(InputAudioAppend.class::isInstance)
          .map(event -> ((InputAudioAppend) event).frame())
          .toList();
    }

    /// All it was told until it was closed.
    List<ClientEvent> told() {
      isClosed();
      return List.copyOf(record);
    }

    void isClosed() {
      closed.asMono().block(PATIENCE);
    }

    @Override
    public Flux<ServerEvent> receive() {
      return said.asFlux().startWith(new ServerEvent.SessionUpdated("session", 0));
    }

    @Override
    public Mono<Void> send(Flux<ClientEvent> messages) {
      return messages.doOnNext(this::hear).then();
    }

    private void hear(ClientEvent event) {
      record.add(event);
      told.tryEmitNext(event).orThrow();
    }

    @Override
    public Mono<Void> close(int code, String reason) {
      return Mono.fromRunnable(closed::tryEmitEmpty);
    }
  }
}
