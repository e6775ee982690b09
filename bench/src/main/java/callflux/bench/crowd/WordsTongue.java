package callflux.bench.crowd;

/// Speaks as a Realtime server that writes down what is said: the caller's words come once their
/// turn is over, the model's along with its sound.
final class WordsTongue implements Tongue {
  private static final String ASKED = "could you tell me whether you are open on a Saturday";
  private static final String SAYS = "well, as far as I know ";

  private final RealtimeTongue plain;
  private final Text out;
  private final StringBuilder said = new StringBuilder();
  private int turn;

  /// @param plain says all but words
  /// @param out to write messages in, used again for each
  WordsTongue(RealtimeTongue plain, Text out) {
    this.plain = plain;
    this.out = out;
  }

  @Override
  public byte[] audioKey() {
    return plain.audioKey();
  }

  @Override
  public void greet(Socket socket) {
    plain.greet(socket);
  }

  @Override
  public boolean told(Socket socket, Text message) {
    return plain.told(socket, message);
  }

  @Override
  public void callerStarts(Socket socket) {
    turn++;
    socket.send(
        json(
            "{'type':'input_audio_buffer.speech_started','event_id':'event_2','audio_start_ms':0,"
                + caller()
                + "}"));
  }

  @Override
  public void callerStops(Socket socket) {
    socket.write(
        json(
            "{'type':'input_audio_buffer.speech_stopped','event_id':'event_3','audio_end_ms':0,"
                + caller()
                + "}"));
    socket.write(
        json(
            "{'type':'input_audio_buffer.committed','event_id':'event_4','previous_item_id':null,"
                + caller()
                + "}"));
    socket.send(
        json(
            "{'type':'conversation.item.input_audio_transcription.completed','event_id':'event_9',"
                + caller()
                + ",'content_index':0,'transcript':'"
                + ASKED
                + "'}"));
  }

  @Override
  public void responseBegins(Socket socket, int response) {
    said.setLength(0);
    plain.responseBegins(socket, response);
  }

  @Override
  public void says(Socket socket, int response, byte[] audio, int from, int to) {
    said.append(SAYS);
    socket.write(
        json(
            "{'type':'response.output_audio_transcript.delta','event_id':'event_10',"
                + agent(response)
                + ",'delta':'"
                + SAYS
                + "'}"));
    plain.says(socket, response, audio, from, to);
  }

  @Override
  public void responseEnds(Socket socket, int response, boolean cut) {
    socket.write(
        json(
            "{'type':'response.output_audio_transcript.done','event_id':'event_11',"
                + agent(response)
                + ",'transcript':'"
                + said
                + "'}"));
    plain.responseEnds(socket, response, cut);
  }

  private String caller() {
    return "'item_id':'item_caller_" + turn + "'";
  }

  private static String agent(int response) {
    return "'response_id':'resp_"
        + response
        + "','item_id':'item_"
        + response
        + "','output_index':0,'content_index':0";
  }

  private Text json(String quoted) {
    return out.clear().add(Text.ascii(quoted.replace('\'', '"')));
  }
}
