package callflux.bench.drill;

import java.util.Arrays;
import java.util.Base64;

/// What a Realtime server says, as text.
///
/// @see <a
///   href="https://developers.openai.com/api/docs/api-reference/realtime-server-events">Realtime
///   server events</a>
final class ServerText {
  private static final int BYTES_PER_MILLI = 8;
  private static final byte TONE = 0x2A;

  private ServerText() {}

  static String sessionCreated() {
    return session("session.created");
  }

  static String sessionUpdated() {
    return session("session.updated");
  }

  private static String session(String type) {
    return json(
        ("{'type':'%s','event_id':'e','session':{'type':'realtime','object':'realtime.session',"
                + "'id':'sess_0','model':'gpt-realtime'}}")
            .formatted(type));
  }

  static String speechStarted(String item) {
    return json(
        ("{'type':'input_audio_buffer.speech_started','event_id':'e','audio_start_ms':0,"
                + "'item_id':'%s'}")
            .formatted(item));
  }

  static String speechStopped(String item) {
    return json(
        ("{'type':'input_audio_buffer.speech_stopped','event_id':'e','audio_end_ms':0,"
                + "'item_id':'%s'}")
            .formatted(item));
  }

  /// @param previous empty for the first
  static String committed(String item, String previous) {
    return json(
        ("{'type':'input_audio_buffer.committed','event_id':'e','previous_item_id':%s,"
                + "'item_id':'%s'}")
            .formatted(nameOrNull(previous), item));
  }

  static String transcribed(String item, String words) {
    return json(
        ("{'type':'conversation.item.input_audio_transcription.completed','event_id':'e',"
                + "'item_id':'%s','content_index':0,'transcript':'%s'}")
            .formatted(item, words));
  }

  static String notTranscribed(String item) {
    return json(
        ("{'type':'conversation.item.input_audio_transcription.failed','event_id':'e',"
                + "'item_id':'%s','content_index':0,'error':{'type':'server_error',"
                + "'code':'audio_unintelligible','message':'none','param':null}}")
            .formatted(item));
  }

  static String responseCreated(String response) {
    return json(
        ("{'type':'response.created','event_id':'e','response':{'object':'realtime.response',"
                + "'id':'%s','status':'in_progress','output':[]}}")
            .formatted(response));
  }

  static String itemAdded(String item, String previous) {
    return json(
        "{'type':'conversation.item.added','event_id':'e','previous_item_id':%s,'item':%s}"
            .formatted(nameOrNull(previous), message(item, "in_progress")));
  }

  static String words(String response, String item, String more) {
    return json(
        "{'type':'response.output_audio_transcript.delta','event_id':'e',%s,'delta':'%s'}"
            .formatted(place(response, item), more));
  }

  static String allWords(String response, String item, String words) {
    return json(
        "{'type':'response.output_audio_transcript.done','event_id':'e',%s,'transcript':'%s'}"
            .formatted(place(response, item), words));
  }

  /// So much of a tone.
  static String audio(String response, String item, int millis) {
    var tone = new byte[millis * BYTES_PER_MILLI];
    Arrays.fill(tone, TONE);
    return json(
        "{'type':'response.output_audio.delta','event_id':'e',%s,'delta':'%s'}"
            .formatted(place(response, item), Base64.getEncoder().encodeToString(tone)));
  }

  static String allAudio(String response, String item) {
    return json(
        "{'type':'response.output_audio.done','event_id':'e',%s}".formatted(place(response, item)));
  }

  static String itemDone(String response, String item) {
    return json(
        ("{'type':'response.output_item.done','event_id':'e','response_id':'%s','output_index':0,"
                + "'item':%s}")
            .formatted(response, message(item, "completed")));
  }

  static String responseDone(String response, String item) {
    return json(
        ("{'type':'response.done','event_id':'e','response':{'object':'realtime.response',"
                + "'id':'%s','status':'completed','output':[%s],'usage':{'total_tokens':60,"
                + "'input_tokens':40,'output_tokens':20}}}")
            .formatted(response, message(item, "completed")));
  }

  private static String place(String response, String item) {
    return "'response_id':'%s','item_id':'%s','output_index':0,'content_index':0"
        .formatted(response, item);
  }

  private static String message(String item, String status) {
    return ("{'id':'%s','object':'realtime.item','type':'message','status':'%s',"
            + "'role':'assistant','content':[]}")
        .formatted(item, status);
  }

  private static String nameOrNull(String item) {
    return item.isEmpty() ? "null" : "'" + item + "'";
  }

  private static String json(String quoted) {
    return quoted.replace('\'', '"');
  }
}
