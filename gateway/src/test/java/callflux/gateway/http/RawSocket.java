package callflux.gateway.http;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/// A far end that says exactly what it is told to, right or wrong.
final class RawSocket implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final byte[] MASK = {0x11, 0x22, 0x33, 0x44};

  private final Socket socket;
  private final DataInputStream in;

  RawSocket(int port) {
    this(port, 64 * 1024);
  }

  /// @param window bytes that the server may send without anybody reading, roughly
  RawSocket(int port, int window) {
    try {
      socket = new Socket();
      socket.setReceiveBufferSize(window);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      in = new DataInputStream(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Connected, and already a WebSocket.
  static RawSocket upgraded(int port, String path) {
    var socket = new RawSocket(port);
    socket.say(upgrade(path));
    var answer = socket.answer();
    if (!answer.startsWith("HTTP/1.1 101 ")) {
      throw new IllegalStateException(answer);
    }
    return socket;
  }

  static String upgrade(String path) {
    return "GET "
        + path
        + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
  }

  RawSocket say(String text) {
    return say(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// A server that has already shut the door is left to what it answered.
  RawSocket say(byte... bytes) {
    var _ = isTold(bytes);
    return this;
  }

  /// Whether the server still took these bytes.
  boolean isTold(byte... bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /// Whether the server says nothing, and does not hang up, for this long.
  boolean isQuietFor(Duration quiet) {
    try {
      socket.setSoTimeout(Math.toIntExact(quiet.toMillis()));
      in.read();
      return false;
    } catch (SocketTimeoutException _) {
      return true;
    } catch (IOException _) {
      return false;
    } finally {
      waitAgain();
    }
  }

  /// The next answer up to the end of its headers, with its body if it says how long that is; empty
  /// when the server closed instead.
  String answer() {
    var answer = new ByteArrayOutputStream();
    try {
      while (!answer.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        int octet = in.read();
        if (octet < 0) {
          return "";
        }
        answer.write(octet);
      }
      answer.write(in.readNBytes(contentLength(answer.toString(StandardCharsets.ISO_8859_1))));
    } catch (IOException _) {
      return "";
    }
    return answer.toString(StandardCharsets.ISO_8859_1);
  }

  /// Everything up to the end of the connection, or its reset.
  String rest() {
    var rest = new ByteArrayOutputStream();
    try {
      for (int octet = in.read(); octet >= 0; octet = in.read()) {
        rest.write(octet);
      }
    } catch (SocketTimeoutException e) {
      throw new IllegalStateException("still open after " + rest, e);
    } catch (IOException _) {
      // a reset is an end as well
    }
    return rest.toString(StandardCharsets.ISO_8859_1);
  }

  /// The payload of the next frame of data as text, or `closed` with the code when it is a Close,
  /// or `dropped` when there is none. Pongs are told apart by their name.
  String hears() {
    try {
      int first = in.readUnsignedByte();
      byte[] payload = in.readNBytes(payloadLength());
      String text = new String(payload, StandardCharsets.UTF_8);
      return switch (first & 0x0F) {
        case 0x8 -> payload.length < 2 ? "closed" : "closed " + code(payload);
        case 0xA -> "pong " + text;
        default -> text;
      };
    } catch (SocketTimeoutException e) {
      throw new IllegalStateException("heard nothing", e);
    } catch (IOException _) {
      return "dropped";
    }
  }

  /// The reason of the Close frame that comes next.
  String hearsReason() {
    try {
      in.readUnsignedByte();
      byte[] payload = in.readNBytes(payloadLength());
      return new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] text(String text) {
    return frame(0x81, text.getBytes(StandardCharsets.UTF_8));
  }

  /// A masked frame.
  ///
  /// @param first its first byte: FIN, RSV and opcode
  static byte[] frame(int first, byte... payload) {
    var frame = new ByteArrayOutputStream();
    frame.write(first);
    if (payload.length < 126) {
      frame.write(0x80 | payload.length);
    } else if (payload.length < 65_536) {
      frame.write(0x80 | 126);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    } else {
      frame.write(0x80 | 127);
      frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
    }
    frame.writeBytes(MASK);
    for (int i = 0; i < payload.length; i++) {
      frame.write(payload[i] ^ MASK[i % MASK.length]);
    }
    return frame.toByteArray();
  }

  static byte[] joined(byte[]... frames) {
    var all = new ByteArrayOutputStream();
    Arrays.stream(frames).forEach(all::writeBytes);
    return all.toByteArray();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void waitAgain() {
    try {
      socket.setSoTimeout(PATIENCE_MILLIS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int payloadLength() throws IOException {
    int length = in.readUnsignedByte() & 0x7F;
    return switch (length) {
      case 126 -> in.readUnsignedShort();
      case 127 -> Math.toIntExact(in.readLong());
      default -> length;
    };
  }

  private static int code(byte[] payload) {
    return (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
  }

  private static int contentLength(String answer) {
    return answer
        .toLowerCase(Locale.ROOT)
        .lines()
        .filter(line -> line.startsWith("content-length:"))
        .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
        .findFirst()
        .orElse(0);
  }
}
