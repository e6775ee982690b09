package callflux.gateway.twilio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// HTTP by hand: a client that sends whatever it is given.
final class Http {
  private static final int PATIENCE_MILLIS = 10_000;

  private Http() {}

  /// What came back.
  ///
  /// @param closed whether the connection ended after it
  record Answer(int status, Map<String, String> headers, String body, boolean closed) {}

  /// Sends a request over a connection of its own, and reads the answer.
  static Answer ask(int port, String request) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      say(socket, request);
      return answer(new BufferedInputStream(socket.getInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends a request and does not wait for the answer.
  static void hitAndRun(int port, String request) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      say(socket, request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A server that has shut the door is left to what it answered.
  private static void say(Socket socket, String request) {
    try {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    } catch (IOException _) {
      // the answer says why
    }
  }

  private static Answer answer(InputStream in) throws IOException {
    int status = Integer.parseInt(line(in).split(" ", 3)[1]);
    var headers = new TreeMap<String, String>();
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      var colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    var body = new String(in.readNBytes(length), UTF_8);
    boolean closing = "close".equalsIgnoreCase(headers.get("connection"));
    return new Answer(status, headers, body, closing && in.read() < 0);
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("the connection ended within the answer");
      }
      line.append((char) b);
    }
    return line.toString().strip();
  }

  /// A form as Twilio posts it.
  static String post(String path, String body, String... signatures) {
    return head(path, signatures)
        + "Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  /// A POST's request line, and the header fields that do not depend on its body.
  static String head(String path, String... signatures) {
    var head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: gateway\r\n");
    for (var signature : signatures) {
      head.append("X-Twilio-Signature: ").append(signature).append("\r\n");
    }
    return head.toString();
  }

  /// A WebSocket's opening handshake.
  static String upgrade(String path, String... signatures) {
    return head(path, signatures).replaceFirst("POST", "GET")
        + """
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        \r
        """;
  }

  static String encoded(Map<String, List<String>> form) {
    return form.entrySet().stream()
        .flatMap(field -> field.getValue().stream().map(value -> pair(field.getKey(), value)))
        .collect(Collectors.joining("&"));
  }

  private static String pair(String name, String value) {
    return URLEncoder.encode(name, UTF_8) + "=" + URLEncoder.encode(value, UTF_8);
  }
}
