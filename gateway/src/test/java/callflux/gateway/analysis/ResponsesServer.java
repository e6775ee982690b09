package callflux.gateway.analysis;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.json.JsonMapper;

/// A model behind the Responses API, which answers as it is told to: an answer each time, and the
/// last one from then on.
final class ResponsesServer implements AutoCloseable {
  static final String REPORT =
      """
      {"summary":"A caller booked.","outcome":"booked","topics":["appointment"],
      "follow_ups":["Send a reminder."],"sentiment":0.5,"lead_score":90}\
      """;

  private static final int MEGABYTE = 1 << 20;

  final List<Asked> asked = new CopyOnWriteArrayList<>();
  final AtomicLong sent = new AtomicLong();
  private final AtomicInteger times = new AtomicInteger();
  private final Sinks.Many<Integer> arrivals = Sinks.many().replay().all();
  private volatile List<String> answers;
  private final DisposableServer server =
      HttpServer.create().host("127.0.0.1").port(0).handle(this::handle).bindNow();

  /// One request.
  ///
  /// @param nanos when it came
  record Asked(String line, Map<String, String> headers, String body, long nanos) {}

  ResponsesServer(String... answers) {
    this.answers = List.of(answers);
  }

  void answers(String... next) {
    times.set(0);
    answers = List.of(next);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  private Mono<Void> handle(HttpServerRequest request, HttpServerResponse response) {
    return request
        .receive()
        .aggregate()
        .asString()
        .defaultIfEmpty("")
        .flatMap(body -> {
          var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
          request.requestHeaders().forEach(h -> headers.put(h.getKey(), h.getValue()));
          var line = request.method().name() + " " + request.uri();
          asked.add(new Asked(line, headers, body, System.nanoTime()));
          arrived();
          int time = times.getAndIncrement();
          return answer(request, response, answers.get(Math.min(time, answers.size() - 1)));
        });
  }

  private synchronized void arrived() {
    arrivals.tryEmitNext(asked.size()).orThrow();
  }

  /// Waits until it was asked so many times.
  void asked(int number) {
    arrivals.asFlux().take(number).blockLast(Duration.ofSeconds(20));
  }

  private Mono<Void> answer(HttpServerRequest request, HttpServerResponse response, String answer) {
    return switch (answer) {
      case "right" -> json(response, report(REPORT));
      case "not json" -> json(response, "<html>");
      case "nothing" -> json(response, "");
      case "no output" -> json(response, "{\"status\":\"completed\",\"output\":[]}");
      case "no report" -> json(response, report("I can't say."));
      case "wrong figure" -> json(response, report(REPORT.replace("0.5", "7")));
      case "key missing" -> json(response, report(REPORT.replace("outcome", "income")));
      case "refusal" -> json(response, message("{\"type\":\"refusal\",\"refusal\":\"No.\"}"));
      case "incomplete" -> json(response, report("{").replace("completed", "incomplete"));
      case "failed" -> json(response, report("{").replace("completed", "failed"));
      case "huge" -> megabytes(response);
      case "never" -> Mono.never();
      case "closes" ->
          Mono.fromRunnable(() -> request.withConnection(connection -> connection.dispose()));
      case "redirect" -> response.status(307).header(HttpHeaderNames.LOCATION, "/other").send();
      case "wait a second" -> response.status(429).header(HttpHeaderNames.RETRY_AFTER, "1").send();
      default -> response.status(Integer.parseInt(answer)).send();
    };
  }

  private static Mono<Void> json(HttpServerResponse response, String body) {
    return response
        .header(HttpHeaderNames.CONTENT_TYPE, "application/json")
        .sendString(Mono.just(body))
        .then();
  }

  private static String report(String text) {
    var json = JsonMapper.shared().writeValueAsString(text);
    return message("{\"type\":\"output_text\",\"annotations\":[],\"text\":" + json + "}");
  }

  private static String message(String part) {
    return """
    {"id":"resp_1","object":"response","status":"completed","error":null,
    "incomplete_details":null,"model":"gpt-5.4-mini-2026-03-17","output":[
    {"type":"reasoning","id":"rs_1","summary":[]},
    {"type":"message","id":"msg_1","status":"completed","role":"assistant","content":[%s]}],
    "usage":{"input_tokens":1000,"input_tokens_details":{"cached_tokens":0},
    "output_tokens":200,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":1200}}\
    """
        .formatted(part);
  }

  private Mono<Void> megabytes(HttpServerResponse response) {
    return response
        .sendByteArray(
            Flux.range(0, 50).map(_ -> new byte[MEGABYTE]).doOnNext(b -> sent.addAndGet(b.length)))
        .then();
  }

  @Override
  public void close() {
    server.disposeNow(Duration.ofSeconds(5));
  }
}
