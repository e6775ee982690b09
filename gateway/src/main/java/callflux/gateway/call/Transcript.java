package callflux.gateway.call;

import callflux.codec.realtime.Item;
import callflux.codec.realtime.ServerEvent;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Who said what, in which order, and what of it was heard: from what the model's server tells, and
/// from what becomes of it on the line. Answers outside the conversation are no part of it.
///
/// Keeps state from event to event: one to a call, asked by one thread at a time.
final class Transcript {
  private final boolean wanted;
  private final ItemOrder order = new ItemOrder();
  private final CallerTurns caller;
  private final AgentTurns agent;

  /// Responses outside the conversation that have not ended.
  private final Set<String> outside = new HashSet<>();

  private boolean over;

  /// @param wanted whether anybody listens; if not, nothing is kept or told
  /// @param transcribed whether the server was asked for the caller's words
  Transcript(boolean wanted, boolean transcribed, Tally tally) {
    this.wanted = wanted;
    long answered = tally.clock().getAsLong();
    Supplier<Duration> time = () -> tally.since(answered);
    this.caller = new CallerTurns(order, transcribed, time, tally::say);
    this.agent = new AgentTurns(order, time, tally::say);
  }

  /// What an event comes to on the line, and behind it the event itself if it has to do with words.
  ///
  /// @param speech tells the former
  BiConsumer<ServerEvent, Consumer<Line>> behind(BiConsumer<ServerEvent, Consumer<Line>> speech) {
    if (!wanted) {
      return speech;
    }
    return (event, line) -> {
      speech.accept(event, line);
      if (isRead(event)) {
        line.accept(new Line.Remark(event));
      }
    };
  }

  private static boolean isRead(ServerEvent event) {
    return switch (event) {
      // Nearly all of them.
      case ServerEvent.OutputAudioDelta _ -> false;
      case ServerEvent.OutputTranscriptDelta _,
          ServerEvent.OutputTranscriptDone _,
          ServerEvent.OutputTextDone _,
          ServerEvent.OutputItemDone _,
          ServerEvent.ResponseCreated _,
          ServerEvent.ResponseDone _,
          ServerEvent.ItemAdded _,
          ServerEvent.SpeechStarted _,
          ServerEvent.InputAudioCommitted _,
          ServerEvent.InputTimeoutTriggered _,
          ServerEvent.InputTranscriptDelta _,
          ServerEvent.InputTranscriptCompleted _,
          ServerEvent.InputTranscriptFailed _ ->
          true;
      default -> false;
    };
  }

  void on(ServerEvent event) {
    if (over) {
      return;
    }
    switch (event) {
      case ServerEvent.OutputTranscriptDelta words when isOfTheCall(words.responseId()) ->
          agent.says(words.responseId(), words.itemId(), words.delta());
      case ServerEvent.OutputTranscriptDone words when isOfTheCall(words.responseId()) ->
          agent.saidAll(words.responseId(), words.itemId(), words.transcript());
      case ServerEvent.OutputTextDone words when isOfTheCall(words.responseId()) ->
          agent.saidAll(words.responseId(), words.itemId(), words.text());
      case ServerEvent.OutputItemDone(_, Item.Message(var id, var status, _, _)) when id != null ->
          agent.made(id, "completed".equals(status));
      case ServerEvent.ResponseCreated created when created.outOfBand() ->
          outside.add(created.responseId());
      case ServerEvent.ResponseDone done -> {
        outside.remove(done.responseId());
        agent.answered(done.responseId());
      }
      case ServerEvent.ItemAdded added -> place(added.item(), added.previousItemId());
      case ServerEvent.SpeechStarted speech -> caller.begins(speech.itemId());
      case ServerEvent.InputTimeoutTriggered silence -> caller.staysSilent(silence.itemId());
      case ServerEvent.InputAudioCommitted audio ->
          caller.placed(audio.itemId(), audio.previousItemId());
      case ServerEvent.InputTranscriptDelta words -> caller.says(words.itemId(), words.delta());
      case ServerEvent.InputTranscriptCompleted words ->
          caller.saidAll(words.itemId(), words.transcript());
      case ServerEvent.InputTranscriptFailed failed -> caller.failed(failed.itemId());
      default -> {
        // Nothing that is said.
      }
    }
  }

  /// An item begins to sound.
  void sounds(Spoken item) {
    if (wanted && !over) {
      agent.sounds(item);
    }
  }

  /// So many milliseconds of an item were heard, and no more will be.
  void heard(Spoken item, long millis) {
    if (wanted && !over) {
      agent.heard(item, millis);
    }
  }

  /// The call is over.
  void end() {
    if (wanted && !over) {
      agent.over();
      caller.over();
      over = true;
    }
  }

  private boolean isOfTheCall(String responseId) {
    return !outside.contains(responseId);
  }

  /// What the gateway itself adds, such as who calls or which keys were pressed, takes a place and
  /// is no turn.
  private void place(Item item, @Nullable String previous) {
    var id = item.id();
    if (id == null) {
      return;
    }
    if (item instanceof Item.Message message
        && message.content().stream().anyMatch(part -> part.type().equals("input_audio"))) {
      caller.placed(id, previous);
    } else {
      order.put(id, previous);
    }
  }
}
