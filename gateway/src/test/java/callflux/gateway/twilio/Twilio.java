package callflux.gateway.twilio;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The far end of a media socket: says what Twilio would, or what it never would.
final class Twilio implements WebSocket.Listener {
  static final String STREAM = "MZ0123456789abcdef0123456789abcdef";
  private static final int PATIENCE_SECONDS = 10;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /// How a socket was closed.
  record Closed(int code, String reason) {}

  private final LinkedTransferQueue<String> heard = new LinkedTransferQueue<>();
  private final CompletableFuture<Closed> closed = new CompletableFuture<>();
  private final StringBuilder part = new StringBuilder();
  private @Nullable WebSocket socket;
  private volatile boolean deaf;

  private Twilio() {}

  /// Opens a media socket at the gateway that the URL's host stands for.
  static Twilio connects(int port, String url) {
    var twilio = new Twilio();
    twilio.socket =
        CLIENT
            .newWebSocketBuilder()
            .header("X-Twilio-Signature", Rig.signed(url))
            .buildAsync(URI.create("ws://127.0.0.1:" + port + URI.create(url).getRawPath()), twilio)
            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .join();
    return twilio;
  }

  /// Sends each as a message; what can't be sent any more is not sent.
  Twilio says(String... messages) {
    for (var message : messages) {
      try {
        socket().sendText(message, true).join();
      } catch (CompletionException over) {
        return this;
      }
    }
    return this;
  }

  /// Begins the stream, as it should be.
  Twilio starts() {
    return says(connected(), start());
  }

  /// Reads nothing any more.
  Twilio goesDeaf() {
    deaf = true;
    return this;
  }

  /// Breaks the connection without a word.
  void breaks() {
    socket().abort();
  }

  void closes(int code) {
    socket().sendClose(code, "").join();
  }

  /// Waits for the next message.
  String hears() {
    try {
      var message = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("nothing was said");
      }
      return message;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Waits for the socket to be closed.
  Closed closed() {
    return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  private WebSocket socket() {
    if (socket == null) {
      throw new IllegalStateException("not connected");
    }
    return socket;
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
    part.append(text);
    if (last) {
      heard.add(part.toString());
      part.setLength(0);
    }
    if (!deaf) {
      from.request(1);
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(new Closed(code, reason));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.completeExceptionally(error);
  }

  static String connected() {
    return """
    {"event":"connected","protocol":"Call","version":"1.0.0"}\
    """;
  }

  static String start() {
    return start(Rig.CALL);
  }

  static String start(String call) {
    return """
    {"event":"start","sequenceNumber":"1","start":{"accountSid":"%s","streamSid":"%s",\
    "callSid":"%s","tracks":["inbound"],"mediaFormat":{"encoding":"audio/x-mulaw",\
    "sampleRate":8000,"channels":1},"customParameters":{"from":"+14155550100"}},\
    "streamSid":"%s"}\
    """
        .formatted(Rig.ACCOUNT, STREAM, call, STREAM);
  }

  static String media(String payload, int timestamp) {
    return media(STREAM, "inbound", "\"" + timestamp + "\"", payload);
  }

  /// @param timestamp as JSON
  static String media(String stream, String track, String timestamp, String payload) {
    return """
    {"event":"media","sequenceNumber":"3","media":{"track":"%s","chunk":"1",\
    "timestamp":%s,"payload":"%s"},"streamSid":"%s"}\
    """
        .formatted(track, timestamp, payload, stream);
  }

  static String mark(String name) {
    return """
    {"event":"mark","sequenceNumber":"4","streamSid":"%s","mark":{"name":"%s"}}\
    """
        .formatted(STREAM, name);
  }

  static String dtmf(String digit) {
    return """
    {"event":"dtmf","streamSid":"%s","sequenceNumber":"5","dtmf":\
    {"track":"inbound_track","digit":"%s"}}\
    """
        .formatted(STREAM, digit);
  }

  static String stop() {
    return """
    {"event":"stop","sequenceNumber":"5","stop":{"accountSid":"%s","callSid":"%s"},\
    "streamSid":"%s"}\
    """
        .formatted(Rig.ACCOUNT, Rig.CALL, STREAM);
  }
}
