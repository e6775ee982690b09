package callflux.gateway.simulator;

import callflux.gateway.simulator.Faults.Fault;
import callflux.gateway.simulator.Wire.Place;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One response while it is being generated: its events in their order, its audio faster than it
/// can be heard, until it is whole or cancelled.
final class ResponseRun {
  private static final Logger log = LoggerFactory.getLogger(ResponseRun.class);
  private static final Duration CONGESTED = Duration.ofMillis(20);
  private static final int TOKENS_A_SECOND = 20; // of speech

  private final SessionContext context;
  private final Wire wire;
  private final Conversation conversation;
  private final ResponseHead head;
  private final Ending ending;
  private final Queue<Ready> toCome = new ArrayDeque<>();
  private final List<ConversationItem> made = new ArrayList<>();
  private @Nullable OutputItem making;
  private @Nullable String previous;
  private long dueNanos;
  private int deltas;
  private long audioMillis;
  private @Nullable Disposable thinking;
  private boolean idle;
  private boolean whole;
  private boolean over;

  ResponseRun(SessionContext context, Conversation conversation, ResponseHead head, Ending ending) {
    this.context = context;
    this.wire = context.wire();
    this.conversation = conversation;
    this.head = head;
    this.ending = ending;
  }

  String id() {
    return head.id();
  }

  boolean outOfBand() {
    return head.outOfBand();
  }

  /// Begins it.
  ///
  /// @param reply which may come late, and is cancelled with the response
  void start(Flux<Brain.Output> reply) {
    ObjectNode created = wire.event("response.created");
    created.set("response", describe("in_progress", Json.nothing(), Json.nothing()));
    wire.send(created);
    Duration pause = context.config().pace().thinking();
    dueNanos = System.nanoTime() + pause.toNanos();
    thinking =
        reply
            .concatMap(this::prepared)
            .subscribe(
                ready -> wire.run(() -> add(ready)),
                failure -> wire.run(() -> fail(failure)),
                () -> wire.run(this::complete));
    wire.after(pause, this::go);
  }

  private Mono<Ready> prepared(Brain.Output output) {
    return output instanceof Brain.Words(String words) && head.spoken()
        ? context.library().speak(words, head.format()).map(speech -> new Ready(output, speech))
        : Mono.just(new Ready(output, null));
  }

  private void add(Ready ready) {
    toCome.add(ready);
    goOn();
  }

  private void complete() {
    whole = true;
    goOn();
  }

  private void goOn() {
    if (idle && !over) {
      idle = false;
      dueNanos = Math.max(dueNanos, System.nanoTime());
      go();
    }
  }

  /// The brain has failed: a fault of ours, which ends this response and not the session.
  private void fail(Throwable failure) {
    if (over) {
      return;
    }
    log.atError()
        .addKeyValue("session", context.journal().sessionId())
        .setCause(failure)
        .log("no answer can be had");
    OutputItem current = making;
    if (current != null) {
      end(current, "incomplete");
    }
    finish("failed", "server_error");
    wire.flush();
  }

  private boolean starves() {
    return making == null && toCome.isEmpty() && !whole;
  }

  /// Says all that is due, and comes back when more is, or when a slow reader has caught up.
  private void go() {
    while (!over && !starves() && wire.isWritable() && dueNanos <= System.nanoTime()) {
      step();
    }
    wire.flush();
    idle = starves();
    if (!over && !idle) {
      Duration untilDue = Duration.ofNanos(dueNanos - System.nanoTime());
      wire.after(untilDue.isNegative() ? CONGESTED : untilDue, this::go);
    }
  }

  private void step() {
    String failure = context.faults().failure();
    OutputItem current = making;
    if (failure != null) {
      finish("failed", failure);
    } else if (current != null && current.hasNext()) {
      tell(current);
    } else if (current != null) {
      end(current, "completed");
    } else if (!toCome.isEmpty()) {
      begin(toCome.remove());
    } else {
      finish("completed", null);
    }
  }

  private void begin(Ready ready) {
    OutputItem current = itemOf(ready, new Place(id(), wire.id("item"), made.size()));
    making = current;
    ConversationItem item = current.item();
    made.add(item);
    ObjectNode added =
        wire.event("response.output_item.added")
            .put("response_id", id())
            .put("output_index", made.size() - 1);
    added.set("item", item.tree());
    wire.send(added);
    if (!outOfBand()) {
      previous = conversation.append(item);
      wire.send(conversation.about("conversation.item.added", previous, item));
    }
    current.begin();
  }

  private OutputItem itemOf(Ready ready, Place place) {
    Speech speech = ready.speech();
    if (speech != null) {
      boolean huge = context.faults().has(Fault.HUGE_DELTA);
      return new OutputItem.Spoken(wire, place, huge ? speech.inOnePiece() : speech);
    }
    return switch (ready.output()) {
      case Brain.Call call -> new OutputItem.Called(wire, place, call);
      case Brain.Words(String words) -> new OutputItem.Written(wire, place, words);
    };
  }

  private void tell(OutputItem current) {
    int millis = current.next();
    audioMillis += millis;
    deltas++;
    dueNanos += (long) (Duration.ofMillis(millis).toNanos() / context.config().pace().rate());
    if (audioMillis * TOKENS_A_SECOND / 1_000 >= head.maxTokens()) {
      end(current, "incomplete");
      finish("incomplete", "max_output_tokens");
    } else if (deltas == context.faults().afterDeltas()) {
      breakDown();
    }
  }

  private void breakDown() {
    if (context.faults().has(Fault.RESET)) {
      stop();
      wire.flush();
      wire.reset();
    } else if (context.faults().has(Fault.CLOSE_1011)) {
      stop();
      wire.close(1011, "internal error");
    }
  }

  private void end(OutputItem current, String status) {
    making = null;
    ConversationItem item = current.item();
    current.end();
    item.finish(status);
    if (!outOfBand()) {
      wire.send(conversation.about("conversation.item.done", previous, item));
    }
    ObjectNode done =
        wire.event("response.output_item.done")
            .put("response_id", id())
            .put("output_index", made.size() - 1);
    done.set("item", item.tree());
    wire.send(done);
  }

  /// Ends it before its time.
  ///
  /// @param reason `turn_detected` or `client_cancelled`
  /// @param late how many more pieces slip out, as they do when they are on their way already
  void cancel(String reason, int late) {
    OutputItem current = making;
    if (current != null) {
      for (int i = 0; i < late && current.hasNext(); i++) {
        audioMillis += current.next();
      }
      end(current, "incomplete");
    }
    finish("cancelled", reason);
  }

  /// Stops without a word, because nobody is there any more.
  void abandon() {
    stop();
  }

  private void stop() {
    over = true;
    if (thinking != null) {
      thinking.dispose();
    }
  }

  private void finish(String status, @Nullable String reason) {
    stop();
    ObjectNode done = wire.event("response.done");
    done.set("response", describe(status, details(status, reason), usage()));
    wire.send(done);
    ObjectNode limits = wire.event("rate_limits.updated");
    limits.putArray("rate_limits").addAll(RateLimits.AMPLE);
    wire.send(limits);
    context.journal().answer(new SessionJournal.Answer(id(), status, reason, audioMillis));
    ending.ended(this, audioMillis);
  }

  private ObjectNode describe(String status, JsonNode details, JsonNode usage) {
    ArrayNode output = Json.MAPPER.createArrayNode();
    made.forEach(item -> output.add(item.tree()));
    return head.describe(status, details, output, usage);
  }

  private static JsonNode details(String status, @Nullable String reason) {
    ObjectNode details = Json.object().put("type", status);
    if (status.equals("failed")) {
      details
          .putObject("error")
          .put("type", "server_error")
          .put("code", reason)
          .put("message", "The response could not be generated.");
    } else if (reason != null) {
      details.put("reason", reason);
    }
    return details;
  }

  private ObjectNode usage() {
    long audioTokens = audioMillis * TOKENS_A_SECOND / 1_000;
    long inputTokens = 10L * conversation.size() + 100;
    ObjectNode usage =
        Json.object()
            .put("total_tokens", inputTokens + audioTokens + deltas)
            .put("input_tokens", inputTokens)
            .put("output_tokens", audioTokens + deltas);
    usage
        .putObject("input_token_details")
        .put("text_tokens", inputTokens)
        .put("audio_tokens", 0)
        .put("image_tokens", 0)
        .put("cached_tokens", 0)
        .putObject("cached_tokens_details")
        .put("text_tokens", 0)
        .put("audio_tokens", 0)
        .put("image_tokens", 0);
    usage
        .putObject("output_token_details")
        .put("text_tokens", deltas)
        .put("audio_tokens", audioTokens);
    return usage;
  }

  /// An output with its sound, if it has one.
  private record Ready(Brain.Output output, @Nullable Speech speech) {}

  /// Who is told that a response has ended.
  interface Ending {

    /// The response is over.
    ///
    /// @param audioMillis that were sent of it
    void ended(ResponseRun run, long audioMillis);
  }
}
