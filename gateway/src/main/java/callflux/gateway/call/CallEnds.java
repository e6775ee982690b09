package callflux.gateway.call;

import callflux.codec.realtime.ServerEvent;
import callflux.codec.realtime.ServerEvent.ResponseDone;
import callflux.codec.realtime.ServerEvent.SessionUpdated;
import callflux.codec.realtime.ServerEvent.Status;
import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.gateway.agent.Agent.Limits;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// All the ways in which a call can end, and which comes first.
///
/// @param ordered an end that is asked for from outside
/// @param leave a polite one, after a goodbye
record CallEnds(Limits limits, Mono<Termination> ordered, Mono<Termination> leave) {
  /// How long a session may take to be set up.
  static final Duration SESSION_DEADLINE = Duration.ofSeconds(5);

  /// How long a goodbye may take, from when it is to be said until it was heard.
  static final Duration GOODBYE = Duration.ofSeconds(20);

  /// The last mark may be so much later than the goodbye should have been heard.
  static final Duration LAST_MARK = Duration.ofSeconds(2);

  /// A model that fails to answer so often in a row will not answer.
  static final int FAILURES = 3;

  /// A failure is an end as well. Those who read a leg come before those who write, and so hear of
  /// its failure before what follows from it.
  ///
  /// @param sends both legs' writing, of which only a failure ends the call
  Mono<End> first(Fan<Inbound> heard, Fan<ServerEvent> said, Fan<Line> line, Mono<Void> sends) {
    return Flux.merge(
            callerEnds(heard),
            modelEnds(said),
            sessionLate(said),
            modelFails(said),
            silence(line),
            goodbye(line),
            ordered.map(End::of),
            sends.then(Mono.<End>never()))
        .onErrorResume(failure -> Mono.just(End.of(failure)))
        .next();
  }

  private static Flux<End> callerEnds(Fan<Inbound> heard) {
    return heard
        .only(Inbound.Stop.class)
        .map(_ -> Termination.CALLER_HUNG_UP)
        .defaultIfEmpty(Termination.CALLER_LOST)
        .map(End::of);
  }

  private static Mono<End> modelEnds(Fan<ServerEvent> said) {
    return said.end().then(Mono.just(End.of(Termination.MODEL_LOST)));
  }

  private static Mono<End> sessionLate(Fan<ServerEvent> said) {
    return said.only(SessionUpdated.class)
        .next()
        .map(_ -> true)
        .timeout(SESSION_DEADLINE, Mono.just(false))
        .filter(inTime -> !inTime)
        .map(_ -> End.of(Termination.MODEL_UNREACHABLE));
  }

  private static Flux<End> modelFails(Fan<ServerEvent> said) {
    return said.only(ResponseDone.class)
        .scan(0, (failures, done) -> done.status() == Status.FAILED ? failures + 1 : 0)
        .filter(failures -> failures >= FAILURES)
        .map(_ -> End.of(Termination.MODEL_FAILED));
  }

  /// Nobody speaks for as long as the agent allows; a caller who has not paused is still speaking.
  private Flux<End> silence(Fan<Line> line) {
    return line.only(Line.Second.class)
        .filter(second -> second.quiet() >= limits.silence().toSeconds())
        .map(_ -> End.of(Termination.SILENCE_CAP));
  }

  /// When it was heard; when it should have been; or when it took too long.
  private Mono<End> goodbye(Fan<Line> line) {
    var overdue =
        line.only(Line.GoodbyeSaid.class)
            .concatMap(said -> Mono.delay(Duration.ofMillis(said.unheard()).plus(LAST_MARK)));
    return leave
        .delayUntil(_ ->
            Flux.merge(line.only(Line.GoodbyeHeard.class), overdue, Mono.delay(GOODBYE)).next())
        .map(End::of);
  }
}
