package callflux.gateway.realtime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// The server's end of one connection, byte by byte.
final class Peer implements AutoCloseable {
  static final int TEXT = 0x81;
  static final int CLOSE = 0x88;
  static final int PING = 0x89;
  static final int PONG = 0x8A;

  /// @param head first byte: final bit and opcode
  record Frame(int head, ByteBuffer payload) {
    String text() {
      return UTF_8.decode(payload.duplicate()).toString();
    }

    int closeCode() {
      return payload.getShort(0);
    }
  }

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private final List<String> requests;

  Peer(Socket socket, List<String> requests) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
    this.requests = requests;
  }

  /// Reads the head of a request.
  String request() throws IOException {
    var head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      head.write(next);
    }
    requests.add(head.toString(ISO_8859_1));
    return head.toString(ISO_8859_1);
  }

  /// Answers a request with a status line and headers, and no body.
  void answer(String statusAndHeaders) throws IOException {
    request();
    write(("HTTP/1.1 " + statusAndHeaders + "\r\nContent-Length: 0\r\n\r\n").getBytes(ISO_8859_1));
  }

  /// Takes the upgrade, and says `afterwards` in the same packet.
  void upgrade(byte... afterwards) throws IOException {
    var head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n";
    var all = new ByteArrayOutputStream();
    all.writeBytes(
        (head + "Sec-WebSocket-Accept: " + accept(request()) + "\r\n\r\n").getBytes(ISO_8859_1));
    all.writeBytes(afterwards);
    write(all.toByteArray());
  }

  /// Takes the upgrade, and stays until it is told goodbye.
  void upgradeAndHold() throws IOException {
    upgrade();
    readUntil(CLOSE);
    bye(1000);
    readToEnd();
  }

  private static String accept(String request) {
    String key = request.replaceAll("(?is).*sec-websocket-key: *(\\S+).*", "$1");
    try {
      var sha = MessageDigest.getInstance("SHA-1");
      var digest = sha.digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(ISO_8859_1));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] frame(int head, byte[] payload) {
    int length = payload.length;
    var frame = ByteBuffer.allocate(length + 10).put((byte) head);
    if (length < 126) {
      frame.put((byte) length);
    } else if (length < 65_536) {
      frame.put((byte) 126).putShort((short) length);
    } else {
      frame.put((byte) 127).putLong(length);
    }
    frame.put(payload);
    return Arrays.copyOf(frame.array(), frame.position());
  }

  static byte[] text(String json) {
    return frame(TEXT, json.getBytes(UTF_8));
  }

  void say(String json) throws IOException {
    write(text(json));
  }

  void bye(int code) throws IOException {
    write(frame(CLOSE, ByteBuffer.allocate(2).putShort((short) code).array()));
  }

  void write(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /// Reads one frame of the client, which must be masked.
  Frame read() throws IOException {
    int head = in.readUnsignedByte();
    int lengthByte = in.readUnsignedByte();
    if ((lengthByte & 0x80) == 0) {
      throw new AssertionError("a client's frame must be masked");
    }
    long length =
        switch (lengthByte & 0x7F) {
          case 126 -> in.readUnsignedShort();
          case 127 -> in.readLong();
          default -> lengthByte & 0x7F;
        };
    byte[] mask = in.readNBytes(4);
    byte[] payload = in.readNBytes((int) length);
    for (int i = 0; i < payload.length; i++) {
      payload[i] ^= mask[i % 4];
    }
    return new Frame(head, ByteBuffer.wrap(payload));
  }

  /// Reads frames up to the first of a kind.
  Frame readUntil(int head) throws IOException {
    Frame frame = read();
    while (frame.head() != head) {
      frame = read();
    }
    return frame;
  }

  /// Reads up to the end, and returns all of it.
  byte[] readToEnd() throws IOException {
    return in.readAllBytes();
  }

  /// Ends the connection with a reset.
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
