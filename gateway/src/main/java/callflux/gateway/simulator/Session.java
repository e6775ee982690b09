package callflux.gateway.simulator;

import callflux.gateway.simulator.Faults.Fault;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A Realtime session: a state machine on its event loop, driven by what the client says and by the
/// time that its own answers take. When neither happens, it costs nothing.
final class Session implements Listening.Turns {
  private static final JsonNode NOTHING_ASKED = Json.object();

  private final SessionContext context;
  private final Wire wire;
  private final Conversation conversation;
  private final Listening listening;
  private final Answering answering;
  private final @Nullable Echo echo;
  private Settings settings;
  private boolean over;

  Session(SessionContext context, Settings initial) {
    this.context = context;
    this.wire = context.wire();
    this.settings = initial;
    this.conversation = new Conversation(wire, context.journal());
    this.listening = new Listening(context, conversation, initial, this);
    this.answering = new Answering(context, conversation, this::answered);
    this.echo = context.config().brain().echoes() ? new Echo(context, conversation) : null;
  }

  /// Says the first words: `session.created`, and `conversation.created`.
  void open() {
    tell("session.created");
    ObjectNode created = wire.event("conversation.created");
    created
        .putObject("conversation")
        .put("id", conversation.id())
        .put("object", "realtime.conversation");
    wire.send(created);
    if (context.faults().has(Fault.JUNK)) {
      wire.sendText("{\"type\": \"session.upd");
    }
    if (context.faults().has(Fault.UNKNOWN_EVENTS)) {
      ObjectNode unknown = wire.event("session.weather.changed");
      unknown.putObject("weather").put("sky", "blue").putNull("wind").putArray("birds").add(3);
      wire.send(unknown);
    }
    wire.flush();
  }

  /// Does what a client event asks for, or says why not.
  void receive(String text) {
    JsonNode event = Json.object();
    String type = "";
    try {
      event = Json.MAPPER.readTree(text);
      type = event.path("type").stringValue("");
      if (!type.equals("input_audio_buffer.append")) {
        context.journal().receive(type);
      }
      handle(type, event);
    } catch (JacksonException e) {
      refuse(event, new Refused("invalid_json", "The event is no valid JSON.", null));
    } catch (Refused refused) {
      refuse(event, refused);
    }
    wire.flush();
    context.config().observer().received(context.journal(), type);
  }

  private void handle(String type, JsonNode event) {
    switch (type) {
      case "session.update" -> update(event);
      case "input_audio_buffer.append" -> append(event);
      case "input_audio_buffer.commit" -> listening.commit();
      case "input_audio_buffer.clear" -> listening.clear();
      case "conversation.item.create" -> conversation.create(event);
      case "conversation.item.retrieve" -> conversation.retrieve(event);
      case "conversation.item.delete" -> conversation.delete(event);
      case "conversation.item.truncate" -> conversation.truncate(event);
      case "response.create" -> respond(event);
      case "response.cancel" -> answering.cancel(event);
      case "output_audio_buffer.clear" ->
          throw new Refused("invalid_event", "There is no output audio buffer here.", "type");
      case "" -> throw new Refused("invalid_event", "The 'type' field is missing.", null);
      default -> throw Refused.invalidValue("type", "Invalid value: '%s'.".formatted(type));
    }
  }

  private void update(JsonNode event) {
    if (context.faults().has(Fault.UPDATE_IGNORED)) {
      return;
    }
    if (context.faults().has(Fault.UPDATE_REFUSED)) {
      throw Refused.unknown("session.audio");
    }
    JsonNode update = event.path("session");
    if (update.isMissingNode()) {
      throw Refused.missing("session");
    }
    settings = settings.updatedBy(update, answering.spoken());
    listening.follow(settings);
    tell("session.updated");
  }

  private void append(JsonNode event) {
    if (echo == null) {
      listening.append(event);
    } else {
      echo.repeat(Json.requireString(event, "audio"), settings);
    }
  }

  private void respond(JsonNode event) {
    JsonNode asked = event.path("response");
    if (!asked.isMissingNode()) {
      Shapes.RESPONSE.check("response", asked);
    }
    answering.create(settings, asked.isObject() ? asked : NOTHING_ASKED, listening.callerTurns());
  }

  private void tell(String type) {
    ObjectNode event = wire.event(type);
    event.set("session", settings.tree());
    wire.send(event);
  }

  private void refuse(JsonNode event, Refused refused) {
    context.journal().refuse(refused.code());
    wire.send(Errors.event(wire, refused, event.path("event_id").stringValue(null)));
  }

  @Override
  public void callerSpeaks() {
    TurnDetection rules = settings.turnDetection();
    if (rules != null && rules.interruptResponse()) {
      answering.interrupt();
    }
  }

  @Override
  public void committed(ConversationItem item, CallerTurn turn) {
    Mono<String> words = context.mind().hear(turn);
    if (settings.transcribes()) {
      // One that listens takes the time that it takes.
      Duration pace =
          context.config().brain().listens()
              ? Duration.ZERO
              : context.config().pace().transcribing();
      wire.after(pace, () -> transcribe(item, words));
    }
  }

  private void transcribe(ConversationItem item, Mono<String> words) {
    words
        .map(Optional::of)
        .onErrorComplete()
        .defaultIfEmpty(Optional.empty())
        .subscribe(heard -> wire.run(() -> tell(item, heard.orElse(null))));
  }

  private void tell(ConversationItem item, @Nullable String words) {
    if (over) {
      return;
    }
    if (words == null) {
      wire.send(Errors.unintelligible(wire, item.id()));
    } else {
      transcribe(item, words);
    }
    wire.flush();
  }

  private void transcribe(ConversationItem item, String words) {
    item.transcribe(words);
    String kind = "conversation.item.input_audio_transcription.";
    wire.send(
        wire.event(kind + "delta")
            .put("item_id", item.id())
            .put("content_index", 0)
            .put("delta", words));
    ObjectNode completed =
        wire.event(kind + "completed")
            .put("item_id", item.id())
            .put("content_index", 0)
            .put("transcript", words);
    completed
        .putObject("usage")
        .put("type", "tokens")
        .put("total_tokens", words.length())
        .put("input_tokens", 0)
        .put("output_tokens", words.length())
        .putObject("input_token_details")
        .put("text_tokens", 0)
        .put("audio_tokens", 0);
    wire.send(completed);
  }

  @Override
  public void callerFinished() {
    TurnDetection rules = settings.turnDetection();
    if (rules == null || !rules.createResponse()) {
      return;
    }
    try {
      answering.create(settings, NOTHING_ASKED, listening.callerTurns());
    } catch (Refused stillSpeaking) {
      // Only without interrupt_response, and then it is so with the real one, too.
      refuse(NOTHING_ASKED, stillSpeaking);
    }
  }

  private void answered(ResponseRun run, long audioMillis) {
    listening.speakingFor(audioMillis);
  }

  /// The session has reached its time limit.
  void expire() {
    context.journal().refuse("session_expired");
    var expired =
        new Refused(
            "session_expired", "Your session hit the maximum duration of 60 minutes.", null);
    wire.send(Errors.event(wire, expired, null));
    wire.flush();
    wire.close(1001, "session expired");
  }

  /// The client is gone.
  void end() {
    over = true;
    answering.abandon();
    context.journal().close();
  }
}
