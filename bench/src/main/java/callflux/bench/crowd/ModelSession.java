package callflux.bench.crowd;

import static java.nio.charset.StandardCharsets.US_ASCII;

import callflux.bench.crowd.Figures.Leg;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/// The model's end of one call: takes the time of each frame it hears, and has its brain answer.
final class ModelSession extends Socket {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455, 1.3
  private static final int SEARCHED = 300;

  private final Tongue tongue;
  private final ModelBrain brain;
  private final Figures figures;
  private final long dialled = System.nanoTime();
  private boolean setUp;
  private boolean known;

  ModelSession(Text read, Tongue tongue, ModelBrain brain, Figures figures) {
    super(false, read);
    this.tongue = tongue;
    this.brain = brain;
    this.figures = figures;
  }

  @Override
  boolean shake(Channel channel, String head) {
    String key =
        head.lines()
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:"))
            .findFirst()
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .orElse("");
    if (key.isEmpty()) {
      return false;
    }
    String answer =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + protocol(head)
            + "Sec-WebSocket-Accept: "
            + accept(key)
            + "\r\n\r\n";
    var _ = channel.writeAndFlush(Unpooled.copiedBuffer(answer, US_ASCII), channel.voidPromise());
    tongue.greet(this);
    figures.count("sessions");
    return true;
  }

  /// Some clients ask for OpenAI's subprotocol and want it agreed to.
  private static String protocol(String head) {
    return head.toLowerCase(Locale.ROOT).contains("sec-websocket-protocol: realtime")
        ? "Sec-WebSocket-Protocol: realtime\r\n"
        : "";
  }

  private static String accept(String key) {
    try {
      var sha1 = MessageDigest.getInstance("SHA-1");
      return Base64.getEncoder().encodeToString(sha1.digest((key + GUID).getBytes(US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(
          "every JDK has SHA-1, and " + WebSocketVersion.V13 + " needs it", e);
    }
  }

  @Override
  void heard(Text message, long now) {
    int audio = message.valueOf(tongue.audioKey(), SEARCHED);
    if (setUp && audio >= 0 && message.bytes()[audio] == '"') {
      frame(message, audio + 1, now);
    } else if (!setUp && tongue.told(this, message)) {
      setUp = true;
      brain.ready(this);
    }
  }

  private void frame(Text message, int at, long now) {
    byte[] text = message.bytes();
    if (!Stamp.isAt(text, at)) {
      figures.count("strange frames");
      return;
    }
    if (!known) {
      known = true;
      figures.moment("dialled", Stamp.call(text, at), dialled);
    }
    if (Stamp.measured(text, at)) {
      figures.time(Leg.CALLER_TO_MODEL, now - Stamp.spoken(text, at));
      figures.time(Leg.SENT_TO_MODEL, now - Stamp.sent(text, at));
      figures.count("frames heard");
    }
    brain.heard(this, text, at, message.endOf(at));
  }

  @Override
  void lost(String why) {
    brain.over();
  }
}
