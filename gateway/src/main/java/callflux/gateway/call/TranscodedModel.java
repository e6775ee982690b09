package callflux.gateway.call;

import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.Transcoder;
import callflux.codec.realtime.ClientEvent;
import callflux.codec.realtime.ClientEvent.InputAudioAppend;
import callflux.codec.realtime.ServerEvent;
import callflux.codec.realtime.ServerEvent.OutputAudioDelta;
import callflux.codec.realtime.ServerEvent.OutputAudioDone;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/// A model that speaks another format than the caller's line: to the call it seems to speak the
/// line's. Every item is as long as it was, so that what is reckoned in milliseconds stays true.
///
/// The model's side and not the caller's, because only here it is known where an item ends.
///
/// @param line the caller's format
/// @param spoken the model's
record TranscodedModel(Leg<ServerEvent, ClientEvent> model, AudioFormat line, AudioFormat spoken)
    implements Leg<ServerEvent, ClientEvent> {

  /// The model itself where it speaks the line's format.
  static Leg<ServerEvent, ClientEvent> on(
      AudioFormat line, AudioFormat spoken, Leg<ServerEvent, ClientEvent> model) {
    return line == spoken ? model : new TranscodedModel(model, line, spoken);
  }

  @Override
  public Flux<ServerEvent> receive() {
    return Flux.defer(
        () -> model.receive().flatMapIterable(new Voice(spoken, line)::on, Integer.MAX_VALUE));
  }

  @Override
  public Mono<Void> send(Flux<ClientEvent> messages) {
    return Mono.defer(() -> {
      var caller = Transcoder.live(line, spoken);
      return model.send(messages.map(event -> heard(event, caller)));
    });
  }

  private static ClientEvent heard(ClientEvent event, Transcoder caller) {
    return event instanceof InputAudioAppend(var frame)
        ? new InputAudioAppend(caller.transcode(frame))
        : event;
  }

  @Override
  public Mono<Void> close(int code, String reason) {
    return model.close(code, reason);
  }

  @Override
  public Scheduler clock() {
    return model.clock();
  }

  /// What the model says, item after item: keeps the end of one piece for the next.
  private static final class Voice {
    private final AudioFormat from;
    private final AudioFormat to;
    private Transcoder item;
    private @Nullable OutputAudioDelta last;

    Voice(AudioFormat from, AudioFormat to) {
      this.from = from;
      this.to = to;
      this.item = Transcoder.exact(from, to);
    }

    List<ServerEvent> on(ServerEvent event) {
      return switch (event) {
        case OutputAudioDelta delta -> List.of(next(delta));
        case OutputAudioDone done -> end(done);
        default -> List.of(event);
      };
    }

    /// One that begins leaves nothing of the last one, which was cut if it has no end.
    private OutputAudioDelta next(OutputAudioDelta delta) {
      if (last == null || !last.itemId().equals(delta.itemId())) {
        item = Transcoder.exact(from, to);
      }
      last = delta;
      return new OutputAudioDelta(
          delta.responseId(), delta.itemId(), delta.contentIndex(), item.transcode(delta.frame()));
    }

    private List<ServerEvent> end(OutputAudioDone done) {
      var ended = last;
      if (ended == null || !ended.itemId().equals(done.itemId())) {
        return List.of(done);
      }
      last = null;
      var rest = item.rest();
      return rest == null
          ? List.of(done)
          : List.of(
              new OutputAudioDelta(ended.responseId(), ended.itemId(), ended.contentIndex(), rest),
              done);
    }
  }
}
