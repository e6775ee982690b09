package callflux.gateway.call;

import callflux.codec.realtime.ClientEvent;
import callflux.codec.realtime.ClientEvent.ItemCreate;
import callflux.codec.realtime.ClientEvent.ResponseCreate;
import callflux.codec.realtime.Item;
import callflux.codec.realtime.ServerEvent;
import callflux.codec.realtime.ServerEvent.SessionUpdated;
import callflux.codec.twilio.TwilioMessage.Inbound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What the model is told, and asked to answer, besides the caller's voice: who calls, the
/// greeting, keys, what functions came to, and the goodbye.
///
/// @param toolbox what the model may have done
/// @param leave when the goodbye is to be said
record Answers(
    Call call, Tally tally, Toolbox toolbox, Mono<Termination> leave, Farewell farewell) {
  /// Keys pressed within this time of the first are one input.
  static final Duration KEYING = Duration.ofSeconds(2);

  /// So long after the caller has stopped, the model's server should have begun to answer.
  static final Duration ANSWERING = Duration.ofSeconds(3);

  private static final int MOST_KEYS = 32;

  private static final String GOODBYE =
      "The call has to end now. Say goodbye in one short sentence, and nothing else.";

  Flux<ClientEvent> wanted(Fan<Inbound> heard, Fan<ServerEvent> said) {
    var turns = call.agent().session().turnDetection();
    var queue = new ResponseQueue(turns.createResponse(), farewell);
    return Flux.merge(
            followed(said), greeted(said), keyed(heard), done(said), overdue(said), left())
        .concatMapIterable(step -> step.apply(queue));
  }

  private Flux<Step> followed(Fan<ServerEvent> said) {
    return said.but(ServerEvent.OutputAudioDelta.class)
        .doOnNext(this::report)
        .map(event -> queue -> queue.on(event));
  }

  private Flux<Step> greeted(Fan<ServerEvent> said) {
    return said.only(SessionUpdated.class)
        .take(1)
        .doOnNext(_ -> tally.accept(new CallEvent.SessionReady()))
        .map(_ -> this::greet);
  }

  private List<ClientEvent> greet(ResponseQueue queue) {
    var greeting = call.agent().greeting();
    var events = new ArrayList<ClientEvent>();
    CallerData.item(call).ifPresent(item -> events.add(new ItemCreate("caller", null, item)));
    if (greeting != null) {
      events.addAll(queue.ask(instructed(greeting)));
    }
    return events;
  }

  private Flux<Step> done(Fan<ServerEvent> said) {
    return toolbox.outcomes(said, farewell::isOrdered).map(outcome -> queue -> queue.told(outcome));
  }

  /// Only what functions came to waits for an answer that comes by itself.
  private Flux<Step> overdue(Fan<ServerEvent> said) {
    return toolbox.isEmpty()
        ? Flux.empty()
        : said.only(ServerEvent.SpeechStopped.class)
            .switchMap(_ -> Mono.delay(ANSWERING))
            .map(_ -> ResponseQueue::overdue);
  }

  private Mono<Step> left() {
    var hushed = call.agent().session().hushed();
    var hush = new ClientEvent.SessionUpdate(ResponseQueue.HUSH, hushed);
    var goodbye = new ResponseCreate(ResponseQueue.ID, instructed(GOODBYE), toolbox.isEmpty());
    return leave.<Step>map(_ -> queue -> queue.leave(hush, goodbye));
  }

  /// Instructions of one answer replace the session's: the agent stays who it is.
  private String instructed(String more) {
    return call.agent().session().instructions() + "\n\n" + more;
  }

  private Flux<Step> keyed(Fan<Inbound> heard) {
    return heard
        .only(Inbound.Dtmf.class)
        .map(Inbound.Dtmf::digit)
        .bufferTimeout(MOST_KEYS, KEYING)
        .doOnNext(this::tell)
        .map(keys -> queue -> pressed(keys, queue));
  }

  private void tell(List<String> keys) {
    tally.accept(new CallEvent.KeysPressed(keys.size()));
    tally.say(new Said.Keys(String.join("", keys)));
  }

  private static List<ClientEvent> pressed(List<String> keys, ResponseQueue queue) {
    if (queue.isLeaving()) {
      return List.of();
    }
    var words = "The caller pressed " + String.join(" ", keys) + " on the keypad.";
    var item = new Item.Message(null, null, "user", List.of(new Item.Content("input_text", words)));
    var events = new ArrayList<ClientEvent>();
    events.add(new ItemCreate("keys", null, item));
    events.addAll(queue.ask(null));
    return events;
  }

  private void report(ServerEvent event) {
    if (event instanceof ServerEvent.Error error) {
      tally.accept(new CallEvent.ErrorReported(error.code()));
    }
  }

  /// Something that happens to the queue, and what it then lets go.
  private interface Step extends Function<ResponseQueue, List<ClientEvent>> {}
}
