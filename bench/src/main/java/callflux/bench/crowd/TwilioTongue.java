package callflux.bench.crowd;

import java.util.Arrays;

/// Speaks to Twilio's end of a stream itself, as if a relay's far end were the bridge: what is left
/// is the relaying, which is the floor that any bridge stands on.
final class TwilioTongue implements Tongue {
  private static final byte[] PAYLOAD = Text.ascii("\"payload\":");
  private static final byte[] STREAM = Text.ascii("\"streamSid\":");
  private static final byte[] START = Text.ascii("\"start\"");
  private static final byte[] MEDIA = Text.ascii("{\"event\":\"media\",\"streamSid\":\"");
  private static final byte[] AUDIO = Text.ascii("\",\"media\":{\"payload\":\"");
  private static final byte[] END = Text.ascii("\"}}");
  private static final byte[] CLEAR = Text.ascii("{\"event\":\"clear\",\"streamSid\":\"");
  private static final byte[] CLEAR_END = Text.ascii("\"}");

  private final Text out;
  private byte[] stream = {};

  /// @param out to write messages in, used again for each
  TwilioTongue(Text out) {
    this.out = out;
  }

  @Override
  public byte[] audioKey() {
    return PAYLOAD;
  }

  @Override
  public void greet(Socket socket) {
    // The caller speaks first.
  }

  @Override
  public boolean told(Socket socket, Text message) {
    int sid = message.contains(START, 60) ? message.valueOf(STREAM, message.length()) : -1;
    if (sid < 0 || stream.length > 0) {
      return false;
    }
    stream = Arrays.copyOfRange(message.bytes(), sid + 1, message.endOf(sid + 1));
    return true;
  }

  @Override
  public void says(Socket socket, int response, byte[] audio, int from, int to) {
    out.clear().add(MEDIA).add(stream).add(AUDIO).add(audio, from, to - from);
    socket.send(out.add(END));
  }

  @Override
  public void responseBegins(Socket socket, int response) {
    // Twilio knows of no responses.
  }

  @Override
  public void responseEnds(Socket socket, int response, boolean cut) {
    // Nor of their ends.
  }

  @Override
  public void callerStarts(Socket socket) {
    socket.send(out.clear().add(CLEAR).add(stream).add(CLEAR_END));
  }

  @Override
  public void callerStops(Socket socket) {
    // Nor of turns.
  }
}
