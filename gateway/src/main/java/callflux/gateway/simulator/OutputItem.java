package callflux.gateway.simulator;

import callflux.gateway.simulator.Wire.Place;
import tools.jackson.databind.node.ObjectNode;

/// An item of a response while it is being made: piece after piece, until it is whole or cut.
sealed interface OutputItem {

  ConversationItem item();

  /// Tells that it begins.
  void begin();

  /// Whether there are more pieces.
  boolean hasNext();

  /// Tells the next piece.
  ///
  /// @return how many milliseconds of audio are in it
  int next();

  /// Tells that it ends, and completes the item.
  void end();

  /// Words, spoken.
  final class Spoken implements OutputItem {
    private final Wire wire;
    private final Place place;
    private final Speech speech;
    private final ConversationItem item;
    private int sent;
    private int sentMillis;
    private int told;

    Spoken(Wire wire, Place place, Speech speech) {
      this.wire = wire;
      this.place = place;
      this.speech = speech;
      this.item = ConversationItem.message(place.itemId());
    }

    @Override
    public ConversationItem item() {
      return item;
    }

    @Override
    public void begin() {
      ObjectNode added = place.contentIn(wire.event("response.content_part.added"));
      added.putObject("part").put("type", "audio").put("transcript", "");
      wire.send(added);
    }

    @Override
    public boolean hasNext() {
      return sent < speech.deltas().size();
    }

    @Override
    public int next() {
      Speech.Delta delta = speech.deltas().get(sent++);
      sentMillis += delta.millis();
      int until = speech.wordsUntil(sentMillis).length();
      String words = speech.words().substring(told, until);
      told = until;
      if (!words.isEmpty()) {
        wire.send(
            place
                .contentIn(wire.event("response.output_audio_transcript.delta"))
                .put("delta", words));
      }
      wire.sendAudio(place, delta.base64());
      item.spoken(speech, delta.millis());
      return delta.millis();
    }

    @Override
    public void end() {
      String transcript = speech.words().substring(0, told);
      item.say(transcript);
      wire.send(place.contentIn(wire.event("response.output_audio.done")));
      wire.send(
          place
              .contentIn(wire.event("response.output_audio_transcript.done"))
              .put("transcript", transcript));
      ObjectNode done = place.contentIn(wire.event("response.content_part.done"));
      done.putObject("part").put("type", "audio").put("transcript", transcript);
      wire.send(done);
    }
  }

  /// Words, written.
  final class Written implements OutputItem {
    private static final int PIECE = 12; // characters, about three tokens

    private final Wire wire;
    private final Place place;
    private final String text;
    private final ConversationItem item;
    private int sent;

    Written(Wire wire, Place place, String text) {
      this.wire = wire;
      this.place = place;
      this.text = text;
      this.item = ConversationItem.message(place.itemId());
    }

    @Override
    public ConversationItem item() {
      return item;
    }

    @Override
    public void begin() {
      ObjectNode added = place.contentIn(wire.event("response.content_part.added"));
      added.putObject("part").put("type", "text").put("text", "");
      wire.send(added);
    }

    @Override
    public boolean hasNext() {
      return sent < text.length();
    }

    @Override
    public int next() {
      int to = Math.min(text.length(), sent + PIECE);
      wire.send(
          place
              .contentIn(wire.event("response.output_text.delta"))
              .put("delta", text.substring(sent, to)));
      sent = to;
      return 0;
    }

    @Override
    public void end() {
      String written = text.substring(0, sent);
      item.write(written);
      wire.send(place.contentIn(wire.event("response.output_text.done")).put("text", written));
      ObjectNode done = place.contentIn(wire.event("response.content_part.done"));
      done.putObject("part").put("type", "text").put("text", written);
      wire.send(done);
    }
  }

  /// A function, called.
  final class Called implements OutputItem {
    private static final int PIECE = 8; // characters

    private final Wire wire;
    private final Place place;
    private final Brain.Call call;
    private final String callId;
    private final ConversationItem item;
    private int sent;

    Called(Wire wire, Place place, Brain.Call call) {
      this.wire = wire;
      this.place = place;
      this.call = call;
      this.callId = wire.id("call");
      this.item = ConversationItem.call(place.itemId(), callId, call.name());
    }

    @Override
    public ConversationItem item() {
      return item;
    }

    @Override
    public void begin() {
      // Unlike a message, a call has no parts.
    }

    @Override
    public boolean hasNext() {
      return sent < call.arguments().length();
    }

    @Override
    public int next() {
      int to = Math.min(call.arguments().length(), sent + PIECE);
      wire.send(
          place
              .in(wire.event("response.function_call_arguments.delta"))
              .put("call_id", callId)
              .put("delta", call.arguments().substring(sent, to)));
      sent = to;
      return 0;
    }

    @Override
    public void end() {
      String arguments = call.arguments().substring(0, sent);
      item.tree().put("arguments", arguments);
      wire.send(
          place
              .in(wire.event("response.function_call_arguments.done"))
              .put("call_id", callId)
              .put("name", call.name())
              .put("arguments", arguments));
    }
  }
}
