package callflux.gateway.softphone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a browser does, or somebody who pretends to be one.
final class Browser {
  private static final int PATIENCE_SECONDS = 10;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final JsonMapper JSON = JsonMapper.shared();

  private Browser() {}

  /// What came back.
  record Answer(int status, Map<String, String> headers, String body) {
    JsonNode json() {
      return JSON.readTree(body);
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /// How a socket was closed.
  record Closed(int code, String reason) {}

  static Answer get(int port, String path, String... headers) {
    return ask(port, "GET " + path + " HTTP/1.1\r\n" + lines(headers) + "\r\n");
  }

  static Answer post(int port, String path, String form, String... headers) {
    return ask(
        port,
        "POST %s HTTP/1.1\r\n%sContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(path, lines(headers), form.length(), form));
  }

  private static String lines(String... headers) {
    return headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
  }

  private static Answer ask(int port, String request) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_SECONDS * 1_000);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return answer(new BufferedInputStream(socket.getInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer answer(InputStream in) throws IOException {
    int status = Integer.parseInt(line(in).split(" ", 3)[1]);
    var headers = new TreeMap<String, String>();
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Answer(status, headers, new String(in.readNBytes(length), UTF_8));
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

  /// A WebSocket that a page of some origin opens.
  static PageSocket opens(int port, String path, String origin) {
    var page = new PageSocket();
    page.socket =
        CLIENT
            .newWebSocketBuilder()
            .header("Origin", origin)
            .buildAsync(URI.create("ws://127.0.0.1:" + port + path), page)
            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .join();
    return page;
  }

  /// With which status a WebSocket is refused to a page of some origin.
  static int refusal(int port, String path, String origin) {
    try {
      opens(port, path, origin);
      throw new AssertionError("it was opened");
    } catch (CompletionException e) {
      if (e.getCause() instanceof java.net.http.WebSocketHandshakeException refused) {
        return refused.getResponse().statusCode();
      }
      throw e;
    }
  }

  /// One end of a WebSocket.
  static final class PageSocket implements WebSocket.Listener {
    private final LinkedTransferQueue<String> heard = new LinkedTransferQueue<>();
    private final CompletableFuture<Closed> closed = new CompletableFuture<>();
    private final StringBuilder part = new StringBuilder();
    private @Nullable WebSocket socket;

    PageSocket says(String... messages) {
      for (var message : messages) {
        socket().sendText(message, true).orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
      }
      return this;
    }

    void breaks() {
      socket().abort();
    }

    /// Waits for the next message.
    JsonNode hears() {
      try {
        var message = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (message == null) {
          throw new AssertionError("nothing was said");
        }
        return JSON.readTree(message);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    /// Waits for a message whose field says so.
    JsonNode hears(String field, String value) {
      var message = hears();
      while (!message.path(field).asString("").equals(value)) {
        message = hears();
      }
      return message;
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
      from.request(1);
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
  }
}
