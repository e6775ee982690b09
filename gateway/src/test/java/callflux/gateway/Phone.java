package callflux.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A caller of a gateway in local mode, Twilio included: whatever they are sent they have heard at
/// once.
final class Phone implements WebSocket.Listener, AutoCloseable {
  static final String SID = "CA0123456789abcdef0123456789abcdef";
  static final String CALLER = "4155550100";
  static final String CALLED = "4155550199";

  private static final String STREAM = "MZ0123456789abcdef0123456789abcdef";
  private static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";
  private static final Pattern SOCKET = Pattern.compile("/twilio/media/[0-9a-f]+");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final JsonMapper JSON = JsonMapper.shared();

  private final LinkedTransferQueue<String> heard = new LinkedTransferQueue<>();
  private final LinkedTransferQueue<byte[]> audio = new LinkedTransferQueue<>();
  private final StringBuilder part = new StringBuilder();
  private @Nullable WebSocket socket;
  private int millis;

  private Phone() {}

  /// Places a call, and waits until it is connected.
  static Phone calls(int port) throws Exception {
    var form =
        "CallSid=%s&AccountSid=%s&From=%%2B1%s&To=%%2B1%s&CallStatus=ringing"
            .formatted(SID, ACCOUNT, CALLER, CALLED);
    var webhook =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/twilio/voice"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .timeout(PATIENCE)
            .POST(BodyPublishers.ofString(form))
            .build();
    var path = SOCKET.matcher(CLIENT.send(webhook, BodyHandlers.ofString()).body());
    if (!path.find()) {
      throw new AssertionError("the call was turned away");
    }
    var phone = new Phone();
    phone.socket =
        CLIENT
            .newWebSocketBuilder()
            .buildAsync(URI.create("ws://127.0.0.1:" + port + path.group()), phone)
            .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
            .join();
    phone.says(
        "{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}",
        """
        {"event":"start","sequenceNumber":"1","start":{"accountSid":"%s","streamSid":"%s",\
        "callSid":"%s","tracks":["inbound"],"mediaFormat":{"encoding":"audio/x-mulaw",\
        "sampleRate":8000,"channels":1},"customParameters":{}},"streamSid":"%s"}\
        """
            .formatted(ACCOUNT, STREAM, SID, STREAM));
    return phone;
  }

  /// Says something for half a second, and is quiet for as long as it takes to be answered. What
  /// was heard before is forgotten.
  Phone speaks() {
    heard.clear();
    for (int frame = 0; frame < 60; frame++) {
      var audio = new byte[160];
      for (int i = 0; i < audio.length; i++) {
        // A buzz of 200 Hz, then silence.
        audio[i] = (byte) (frame < 25 ? (i / 20 % 2 == 0 ? 0x10 : 0x90) : 0xFF);
      }
      sends(audio);
    }
    return this;
  }

  /// Sends twenty milliseconds of mu-law.
  void sends(byte[] frame) {
    says(
        """
        {"event":"media","sequenceNumber":"3","media":{"track":"inbound","chunk":"1",\
        "timestamp":"%d","payload":"%s"},"streamSid":"%s"}\
        """
            .formatted(millis, Base64.getEncoder().encodeToString(frame), STREAM));
    millis += 20;
  }

  /// Waits until so much was heard, in pieces as they came.
  List<byte[]> hears(Duration speech) throws Exception {
    var pieces = new ArrayList<byte[]>();
    for (int bytes = 0; bytes < speech.toMillis() * 8; ) {
      var piece = audio.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (piece == null) {
        throw new AssertionError("only " + bytes + " bytes of speech were heard");
      }
      pieces.add(piece);
      bytes += piece.length;
    }
    return pieces;
  }

  /// Waits for the next message of a kind.
  Phone hears(String event) throws Exception {
    for (var message = next(); !message.equals(event); message = next()) {
      // Something else.
    }
    return this;
  }

  private String next() throws InterruptedException {
    var message = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("nothing more was heard");
    }
    return message;
  }

  @Override
  public void close() {
    says(
        """
        {"event":"stop","sequenceNumber":"5","stop":{"accountSid":"%s","callSid":"%s"},\
        "streamSid":"%s"}\
        """
            .formatted(ACCOUNT, SID, STREAM));
  }

  private synchronized void says(String... messages) {
    for (var message : messages) {
      try {
        Objects.requireNonNull(socket)
            .sendText(message, true)
            .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
            .join();
      } catch (CompletionException _) {
        return; // the call is over
      }
    }
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
    part.append(text);
    if (last) {
      var message = JSON.readTree(part.toString().getBytes(UTF_8));
      part.setLength(0);
      heard.add(message.get("event").asString());
      if (message.has("media")) {
        var payload = message.get("media").get("payload").asString();
        audio.add(Base64.getDecoder().decode(payload));
      }
      if (message.has("mark")) {
        var name = message.get("mark").get("name").asString();
        says(
            "{\"event\":\"mark\",\"sequenceNumber\":\"4\",\"streamSid\":\"%s\",\"mark\":{\"name\":\"%s\"}}"
                .formatted(STREAM, name));
      }
    }
    from.request(1);
    return null;
  }
}
