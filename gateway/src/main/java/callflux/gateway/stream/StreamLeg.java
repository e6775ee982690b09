package callflux.gateway.stream;

import callflux.codec.audio.AudioFormat;
import callflux.codec.twilio.MediaStreamCodec;
import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.codec.twilio.TwilioMessage.Outbound;
import callflux.gateway.call.CallFailure.CallerLost;
import callflux.gateway.call.Leg;
import callflux.gateway.http.TextSocket;
import io.netty.buffer.ByteBuf;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// The caller's side of a call: a Media Stream that has begun.
final class StreamLeg implements Leg<Inbound, Outbound> {
  private final MediaStreamCodec codec;
  private final Flux<Inbound> heard;
  private final TextSocket socket;
  private final StreamMeters meters;

  /// @param heard what the far end says, judged, from its start on
  StreamLeg(
      String streamSid,
      AudioFormat format,
      Flux<Inbound> heard,
      TextSocket socket,
      StreamMeters meters) {
    this.codec = new MediaStreamCodec(streamSid, format);
    this.heard = heard;
    this.socket = socket;
    this.meters = meters;
  }

  /// From [Inbound.Start] on, and of that only what is well-formed and of this stream.
  @Override
  public Flux<Inbound> receive() {
    return heard;
  }

  @Override
  public Mono<Void> send(Flux<Outbound> messages) {
    return socket
        .send(messages.map(this::encoded))
        .onErrorMap(_ -> new CallerLost("the caller's socket broke"));
  }

  @Override
  public Mono<Void> close(int code, String reason) {
    return socket.close(code, reason);
  }

  @Override
  public Scheduler clock() {
    return Schedulers.fromExecutorService(socket.channel().eventLoop());
  }

  /// The socket that the buffer is written to releases it.
  private ByteBuf encoded(Outbound message) {
    if (message instanceof Outbound.Media) {
      meters.frameOut();
    }
    return codec.encode(message, socket.channel().alloc());
  }
}
