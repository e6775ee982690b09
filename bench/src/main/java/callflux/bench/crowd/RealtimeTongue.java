package callflux.bench.crowd;

/// Speaks as OpenAI's [Realtime server](https://platform.openai.com/docs/api-reference/realtime)
/// does, as far as a load needs it.
final class RealtimeTongue implements Tongue {
  private static final byte[] AUDIO = Text.ascii("\"audio\":");
  private static final byte[] UPDATE = Text.ascii("\"session.update\"");
  private static final byte[] CREATED =
      Text.ascii(
          "{\"type\":\"session.created\",\"event_id\":\"event_0\",\"session\":{\"type\":\"realtime\","
              + "\"object\":\"realtime.session\",\"id\":\"sess_0\",\"model\":\"gpt-realtime\"}}");
  private static final byte[] UPDATED =
      Text.ascii(
          "{\"type\":\"session.updated\",\"event_id\":\"event_1\",\"session\":{\"type\":\"realtime\","
              + "\"object\":\"realtime.session\",\"id\":\"sess_0\",\"model\":\"gpt-realtime\"}}");
  private static final byte[] STARTED =
      Text.ascii(
          "{\"type\":\"input_audio_buffer.speech_started\",\"event_id\":\"event_2\","
              + "\"audio_start_ms\":0,\"item_id\":\"item_user\"}");
  private static final byte[] STOPPED =
      Text.ascii(
          "{\"type\":\"input_audio_buffer.speech_stopped\",\"event_id\":\"event_3\","
              + "\"audio_end_ms\":0,\"item_id\":\"item_user\"}");
  private static final byte[] COMMITTED =
      Text.ascii(
          "{\"type\":\"input_audio_buffer.committed\",\"event_id\":\"event_4\","
              + "\"previous_item_id\":null,\"item_id\":\"item_user\"}");
  private static final byte[] DELTA =
      Text.ascii(
          "{\"type\":\"response.output_audio.delta\",\"event_id\":\"event_CallfluxLoad0000001\","
              + "\"response_id\":\"resp_");
  private static final byte[] ITEM = Text.ascii("\",\"item_id\":\"item_");
  private static final byte[] PLACE =
      Text.ascii("\",\"output_index\":0,\"content_index\":0,\"delta\":\"");
  private static final byte[] END = Text.ascii("\"}");

  private final Text out;

  /// @param out to write messages in, used again for each
  RealtimeTongue(Text out) {
    this.out = out;
  }

  @Override
  public byte[] audioKey() {
    return AUDIO;
  }

  @Override
  public void greet(Socket socket) {
    socket.send(out.clear().add(CREATED));
  }

  @Override
  public boolean told(Socket socket, Text message) {
    if (!message.contains(UPDATE, 200)) {
      return false;
    }
    socket.send(out.clear().add(UPDATED));
    return true;
  }

  @Override
  public void says(Socket socket, int response, byte[] audio, int from, int to) {
    out.clear().add(DELTA).add(response).add(ITEM).add(response).add(PLACE);
    socket.send(out.add(audio, from, to - from).add(END));
  }

  @Override
  public void responseBegins(Socket socket, int response) {
    socket.write(
        json(
            "{'type':'response.created','event_id':'event_5','response':{'object':"
                + "'realtime.response','id':'resp_N','status':'in_progress','output':[]}}",
            response));
    socket.send(
        json(
            "{'type':'response.output_item.added','event_id':'event_6','response_id':'resp_N',"
                + "'output_index':0,'item':{'id':'item_N','object':'realtime.item','type':"
                + "'message','status':'in_progress','role':'assistant','content':[]}}",
            response));
  }

  @Override
  public void responseEnds(Socket socket, int response, boolean cut) {
    socket.write(
        json(
            "{'type':'response.output_audio.done','event_id':'event_7','response_id':'resp_N',"
                + "'item_id':'item_N','output_index':0,'content_index':0}",
            response));
    String status =
        cut
            ? "'cancelled','status_details':{'type':'cancelled','reason':'turn_detected'}"
            : "'completed'";
    socket.send(
        json(
            "{'type':'response.done','event_id':'event_8','response':{'object':"
                + "'realtime.response','id':'resp_N','status':"
                + status
                + ",'output':[{'id':'item_N','object':'realtime.item','type':'message',"
                + "'role':'assistant','content':[]}]}}",
            response));
  }

  @Override
  public void callerStarts(Socket socket) {
    socket.send(out.clear().add(STARTED));
  }

  @Override
  public void callerStops(Socket socket) {
    socket.write(out.clear().add(STOPPED));
    socket.send(out.clear().add(COMMITTED));
  }

  private Text json(String quoted, int response) {
    String text = quoted.replace('\'', '"').replace("_N\"", "_" + response + "\"");
    return out.clear().add(Text.ascii(text));
  }
}
