package callflux.gateway.simulator;

import callflux.gateway.simulator.Faults.Fault;
import callflux.gateway.simulator.Wire.Place;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One response while it is being generated: its events in their order, its audio faster than it
/// can be heard, until it is whole or cancelled.
final class ResponseRun {
  private static final Duration CONGESTED = Duration.ofMillis(20);
  private static final int TOKENS_A_SECOND = 20; // of speech

  private final SessionContext context;
  private final Wire wire;
  private final Conversation conversation;
  private final ResponseHead head;
  private final Ending ending;
  private final Queue<Brain.Output> toCome = new ArrayDeque<>();
  private final List<ConversationItem> made = new ArrayList<>();
  private @Nullable OutputItem making;
  private @Nullable String previous;
  private long dueNanos;
  private int deltas;
  private long audioMillis;
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

  void start(Brain.Reply reply) {
    toCome.addAll(reply.outputs());
    ObjectNode created = wire.event("response.created");
    created.set("response", describe("in_progress", Json.nothing(), Json.nothing()));
    wire.send(created);
    Duration thinking = context.config().pace().thinking();
    dueNanos = System.nanoTime() + thinking.toNanos();
    wire.after(thinking, this::go);
  }

  /// Says all that is due, and comes back when more is, or when a slow reader has caught up.
  private void go() {
    while (!over && wire.isWritable() && dueNanos <= System.nanoTime()) {
      step();
    }
    wire.flush();
    if (!over) {
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

  private void begin(Brain.Output output) {
    OutputItem current = itemOf(output, new Place(id(), wire.id("item"), made.size()));
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

  private OutputItem itemOf(Brain.Output output, Place place) {
    return switch (output) {
      case Brain.Call call -> new OutputItem.Called(wire, place, call);
      case Brain.Words(String words) when head.spoken() -> {
        Speech speech = context.library().speak(words, head.format());
        boolean huge = context.faults().has(Fault.HUGE_DELTA);
        yield new OutputItem.Spoken(wire, place, huge ? speech.inOnePiece() : speech);
      }
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
      over = true;
      wire.flush();
      wire.reset();
    } else if (context.faults().has(Fault.CLOSE_1011)) {
      over = true;
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
    over = true;
  }

  private void finish(String status, @Nullable String reason) {
    over = true;
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

  /// Who is told that a response has ended.
  interface Ending {

    /// The response is over.
    ///
    /// @param audioMillis that were sent of it
    void ended(ResponseRun run, long audioMillis);
  }
}
