package callflux.gateway.simulator;

import callflux.codec.audio.AudioFormat;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The caller's side of a session: the audio buffer, and who decides that a turn is over.
final class Listening implements VoiceActivity.Ear {
  private static final int LEAST_TURN_MILLIS = 100;
  private static final int LONGEST_APPEND = 15 * 1_024 * 1_024; // bytes of audio
  private static final byte[] NOTHING = {};
  private static final Base64.Decoder BASE64 = Base64.getDecoder();

  private final SessionContext context;
  private final Wire wire;
  private final Conversation conversation;
  private final Turns turns;
  private AudioFormat format;
  private VoiceActivity activity;
  private @Nullable Recording recording;
  private @Nullable TurnDetection rules;
  private @Nullable String speaking;
  private long earlierMillis; // in another format
  private long bytes;
  private long pieces;
  private long bufferedBytes;
  private long idleSince = Long.MAX_VALUE;
  private int callerTurns;

  Listening(SessionContext context, Conversation conversation, Settings settings, Turns turns) {
    this.context = context;
    this.wire = context.wire();
    this.conversation = conversation;
    this.turns = turns;
    this.format = settings.inputFormat();
    this.activity = new VoiceActivity(format, earlierMillis);
    this.recording = recording();
    this.rules = settings.turnDetection();
  }

  private @Nullable Recording recording() {
    return context.config().brain().listens() ? new Recording(format) : null;
  }

  void follow(Settings settings) {
    rules = settings.turnDetection();
    if (format != settings.inputFormat()) {
      earlierMillis = millis();
      bytes = 0;
      bufferedBytes = 0;
      format = settings.inputFormat();
      activity = new VoiceActivity(format, earlierMillis);
      recording = recording();
    }
    if (rules == null) {
      activity.startOver();
      speaking = null;
    }
  }

  /// `input_audio_buffer.append`
  void append(JsonNode event) {
    byte[] audio = decode(Json.requireString(event, "audio"));
    bytes += audio.length;
    bufferedBytes += audio.length;
    context.journal().hear(++pieces, millis());
    TurnDetection current = rules;
    if (recording != null) {
      recording.hear(audio, current == null || speaking != null);
    }
    if (current != null) {
      activity.hear(audio, current, this);
    }
  }

  private byte[] decode(String text) {
    byte[] audio;
    try {
      audio = BASE64.decode(text);
    } catch (IllegalArgumentException e) {
      throw Refused.invalidValue("audio", "Invalid 'audio': expected base64 text.");
    }
    if (audio.length > LONGEST_APPEND) {
      throw Refused.invalidValue("audio", "Invalid 'audio': more than 15 MiB at once.");
    }
    if (format == AudioFormat.PCM16 && audio.length % 2 != 0) {
      throw Refused.invalidValue("audio", "Invalid 'audio': half a sample of 16 bit.");
    }
    return audio;
  }

  /// `input_audio_buffer.commit`
  void commit() {
    long millis = format.millis(bufferedBytes);
    if (millis < LEAST_TURN_MILLIS) {
      throw new Refused(
          "input_audio_buffer_commit_empty",
          "Error committing input audio buffer: buffer too small. Expected at least %dms of audio,"
                  .formatted(LEAST_TURN_MILLIS)
              + " but buffer only has %d.00ms of audio.".formatted(millis),
          null);
    }
    String itemId = speaking == null ? wire.id("item") : speaking;
    activity.startOver();
    commit(itemId);
  }

  private void commit(String itemId) {
    speaking = null;
    bufferedBytes = 0;
    callerTurns++;
    ConversationItem item = ConversationItem.spokenByCaller(itemId);
    String previous = conversation.append(item);
    wire.send(
        wire.event("input_audio_buffer.committed")
            .put("previous_item_id", previous)
            .put("item_id", itemId));
    wire.send(conversation.about("conversation.item.added", previous, item));
    wire.send(conversation.about("conversation.item.done", previous, item));
    turns.committed(
        item,
        recording == null
            ? new CallerTurn(callerTurns, format, NOTHING, false)
            : recording.take(callerTurns));
  }

  /// `input_audio_buffer.clear`
  void clear() {
    bufferedBytes = 0;
    speaking = null;
    activity.startOver();
    if (recording != null) {
      recording.forget();
    }
    wire.send(wire.event("input_audio_buffer.cleared"));
  }

  /// So many milliseconds of the model's voice are on their way to the caller's ear; the time that
  /// the caller may be silent runs from their end.
  void speakingFor(long audioMillis) {
    idleSince = millis() + audioMillis;
  }

  private long millis() {
    return earlierMillis + format.millis(bytes);
  }

  int callerTurns() {
    return callerTurns;
  }

  @Override
  public void speechStarted(long start) {
    String itemId = wire.id("item");
    speaking = itemId;
    idleSince = Long.MAX_VALUE;
    wire.send(
        wire.event("input_audio_buffer.speech_started")
            .put("audio_start_ms", start)
            .put("item_id", itemId));
    turns.callerSpeaks();
  }

  @Override
  public void speechStopped(long end) {
    String itemId = speaking;
    if (itemId == null) {
      return;
    }
    wire.send(
        wire.event("input_audio_buffer.speech_stopped")
            .put("audio_end_ms", end)
            .put("item_id", itemId));
    commit(itemId);
    turns.callerFinished();
  }

  @Override
  public void quiet(long position) {
    TurnDetection current = rules;
    if (current == null
        || current.idleMillis() == 0
        || position - current.idleMillis() < idleSince) {
      return;
    }
    long start = idleSince;
    idleSince = Long.MAX_VALUE;
    String itemId = wire.id("item");
    wire.send(
        wire.event("input_audio_buffer.timeout_triggered")
            .put("audio_start_ms", start)
            .put("audio_end_ms", position)
            .put("item_id", itemId));
    commit(itemId);
    turns.callerFinished();
  }

  /// Who is told of turns.
  interface Turns {

    void callerSpeaks();

    /// The caller's turn has become an item.
    void committed(ConversationItem item, CallerTurn turn);

    /// The server itself has found that the caller's turn is over.
    void callerFinished();
  }
}
