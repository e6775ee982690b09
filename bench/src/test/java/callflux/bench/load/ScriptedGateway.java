package callflux.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A gateway that does as it is told: answers the webhook with given TwiML, and messages of a
/// stream with what a model thinks of them.
public final class ScriptedGateway implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String STREAM = "/media/one";

  /// What answers a message. `binary` and `close` are sent as frames of those kinds, all else as
  /// text.
  public interface Model {
    List<String> hear(JsonNode message);
  }

  /// Fields and headers of a webhook as they came in.
  record Rung(Map<String, List<String>> form, String signature) {}

  final ConcurrentLinkedQueue<Rung> webhooks = new ConcurrentLinkedQueue<>();
  final ConcurrentLinkedQueue<String> streamSignatures = new ConcurrentLinkedQueue<>();
  final ConcurrentLinkedQueue<JsonNode> heard = new ConcurrentLinkedQueue<>();
  final ConcurrentHashMap<String, Integer> closes = new ConcurrentHashMap<>();
  private final DisposableServer server;

  private ScriptedGateway(String twiml, Supplier<Model> models) {
    server =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .route(routes ->
                routes
                    .post("/twilio/voice", (request, response) -> ring(twiml, request, response))
                    .ws(STREAM, (in, out) -> stream(models.get(), in, out)))
            .bindNow();
  }

  /// A gateway whose calls each get a model of their own.
  public static ScriptedGateway with(Supplier<Model> models) {
    return new ScriptedGateway(
        """
        <Response><Connect><Stream url="wss://gateway.example%s">\
        <Parameter name="agent" value="a &amp; b"/></Stream></Connect>\
        <Hangup/></Response>\
        """
            .formatted(STREAM),
        models);
  }

  /// A gateway that answers the webhook with a document that opens no stream.
  public static ScriptedGateway answering(String twiml) {
    return new ScriptedGateway(twiml, () -> _ -> List.of());
  }

  /// The way to it, with a public address that is not its real one.
  public Line line() {
    return new Line(
        URI.create("http://127.0.0.1:" + server.port()),
        "https://gateway.example",
        "12345",
        "AC0123456789abcdef0123456789abcdef",
        new Line.Numbers("+15550100001", "+15550100002"));
  }

  private Publisher<Void> ring(
      String twiml, HttpServerRequest request, HttpServerResponse response) {
    String signature = request.requestHeaders().get("X-Twilio-Signature", "");
    return request
        .receive()
        .aggregate()
        .asString(UTF_8)
        .doOnNext(body ->
            webhooks.add(new Rung(new QueryStringDecoder(body, false).parameters(), signature)))
        .then(response.header("Content-Type", "text/xml").sendString(Mono.just(twiml)).then());
  }

  private Publisher<Void> stream(Model model, WebsocketInbound in, WebsocketOutbound out) {
    streamSignatures.add(in.headers().get("X-Twilio-Signature", ""));
    Flux<WebSocketFrame> answers =
        in.receive()
            .asString(UTF_8)
            .map(JSON::readTree)
            .doOnNext(heard::add)
            .concatMapIterable(model::hear)
            .map(ScriptedGateway::frame);
    return out.sendObject(answers, _ -> true)
        .then()
        .then(in.receiveCloseStatus().doOnNext(status -> closes.put("call", status.code())).then());
  }

  private static WebSocketFrame frame(String answer) {
    return switch (answer) {
      case "binary" -> new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[] {1, 2, 3}));
      case "close" -> new CloseWebSocketFrame(1013, "busy");
      default -> new TextWebSocketFrame(answer);
    };
  }

  @Override
  public void close() {
    server.disposeNow();
  }
}
