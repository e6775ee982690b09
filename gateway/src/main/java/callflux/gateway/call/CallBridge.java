package callflux.gateway.call;

import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.Framing;
import callflux.codec.realtime.ClientEvent;
import callflux.codec.realtime.ClientEvent.InputAudioAppend;
import callflux.codec.realtime.ServerEvent;
import callflux.codec.realtime.ServerEvent.SessionUpdated;
import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.codec.twilio.TwilioMessage.Outbound;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// A call from answer to hang-up: one composition of its two legs. Read it from the top.
///
/// @param format of the audio, on both legs
/// @param call which it is, and who answers
/// @param toolbox has done what the model asks for
/// @param tally told what happens, as it happens
/// @param orders how it may be ended from outside, such as by a drain
record CallBridge(
    Leg<Inbound, Outbound> caller,
    Leg<ServerEvent, ClientEvent> model,
    AudioFormat format,
    Call call,
    Toolbox toolbox,
    Tally tally,
    Orders orders) {

  /// Two seconds of the caller's voice, which can't be told to wait.
  static final int VOICE_FRAMES = 100;

  /// Ends as soon as either side does, with both legs closed.
  Mono<Termination> run() {
    return Fan.out(caller.receive(), this::answer).next();
  }

  private Flux<Termination> answer(Fan<Inbound> heard) {
    return Fan.out(model.receive(), said -> bridge(heard, said));
  }

  /// Both legs are read until they have been told goodbye, because to stop reading is to drop a
  /// socket without a word.
  private Flux<Termination> bridge(Fan<Inbound> heard, Fan<ServerEvent> said) {
    var farewell = new Farewell();
    var transcript =
        new Transcript(tally.isListenedTo(), call.agent().session().transcription() != null, tally);
    var playback = new Playback(format, call.agent().greeting() != null, transcript, tally);
    return Fan.out(
        line(heard, said, speaking(farewell), transcript)
            .mapNotNull(line -> reported(playback.on(line)))
            .doOnCancel(playback::end),
        line ->
            leave()
                .publish(leave -> converse(heard, said, line, answers(leave, farewell)))
                .flatMapMany(this::close)
                // The line is cancelled only after the end has been told, which is too late.
                .doOnNext(_ -> playback.end()));
  }

  private Answers answers(Mono<Termination> leave, Farewell farewell) {
    return new Answers(call, tally, toolbox, leave, farewell);
  }

  private Mono<End> converse(
      Fan<Inbound> heard, Fan<ServerEvent> said, Fan<Line> line, Answers answers) {
    var talk =
        Mono.when(caller.send(toCaller(line)), model.send(toModel(heard, said, line, answers)));
    return new CallEnds(call.agent().limits(), orders.end(), answers.leave())
        .first(heard, said, line, talk);
  }

  /// When the model is to say goodbye: when it is ordered to, or the call is as long as its agent
  /// allows.
  private Mono<Termination> leave() {
    return Mono.firstWithValue(
        orders.wrapUp(),
        Mono.delay(call.agent().limits().length()).map(_ -> Termination.LENGTH_CAP));
  }

  private Mono<Termination> close(End end) {
    tally.accept(new CallEvent.Ending(end.termination()));
    return Mono.when(caller.close(end.closeCode(), end.reason()), model.close(1000, "call over"))
        .thenReturn(end.termination());
  }

  private Speaking speaking(Farewell farewell) {
    var interruptible = call.agent().session().turnDetection().interruptResponse();
    return new Speaking(new Framing(format), Clip.sorry(format), interruptible, farewell, tally);
  }

  /// What is to be played, what has been, and who speaks, in one order.
  private Flux<Line> line(
      Fan<Inbound> heard, Fan<ServerEvent> said, Speaking speaking, Transcript transcript) {
    return Flux.merge(
        Integer.MAX_VALUE,
        said.only(ServerEvent.class, transcript.behind(speaking::on)),
        heard.only(Inbound.Mark.class).mapNotNull(Playback::played),
        Flux.interval(Duration.ofSeconds(1), caller.clock()).map(_ -> new Line.Second(0)));
  }

  /// Barge-in. A turn is what is said from one start of the caller's speech to the next: to switch
  /// to it is to drop the rest of the last one; and if any of that was still to be heard, the first
  /// thing in it is `clear`.
  Flux<Outbound> toCaller(Fan<Line> line) {
    return line.only(Line.CallerSpoke.class)
        .startWith(Line.CallerSpoke.NOT_YET)
        .switchMap(spoke -> line.since(spoke, new Playout(tally)::on));
  }

  /// The caller's voice, and whatever else the model must know; all of it once the session is set
  /// up.
  Flux<ClientEvent> toModel(
      Fan<Inbound> heard, Fan<ServerEvent> said, Fan<Line> line, Answers answering) {
    var hearing = new CallerVoice(tally);
    Flux<InputAudioAppend> voice =
        heard.kept(
            Inbound.Media.class,
            media -> new InputAudioAppend(hearing.on(media)),
            VOICE_FRAMES,
            this::tooLate);
    Flux<ClientEvent> cuts =
        line.only(Line.CallerSpoke.class, (spoke, cut) -> spoke.truncations().forEach(cut));
    Flux<ClientEvent> answers = answering.wanted(heard, said);
    // What a merge takes ahead can't be dropped for newer voice any more: it takes one.
    return Flux.merge(
        1,
        Flux.mergeSequential(1, setUp(said), Flux.merge(cuts, answers).onBackpressureBuffer()),
        voice.delaySubscription(setUp(said)));
  }

  private static Flux<ClientEvent> setUp(Fan<ServerEvent> said) {
    return said.only(SessionUpdated.class).take(1).thenMany(Flux.empty());
  }

  private @Nullable Line reported(@Nullable Line line) {
    if (line instanceof Line.CallerSpoke spoke) {
      tally.accept(new CallEvent.CallerSpoke(spoke.bargeIn(), spoke.truncations().size()));
    }
    return line;
  }

  private void tooLate(InputAudioAppend append) {
    tally.accept(new CallEvent.CallerAudioDropped(append.frame().millis()));
  }
}
