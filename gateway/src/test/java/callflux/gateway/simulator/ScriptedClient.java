package callflux.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MediaFrame;
import callflux.codec.audio.MuLaw;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;
import tools.jackson.databind.JsonNode;

/// A Realtime client that does as the test says, and remembers all that it is told.
final class ScriptedClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LARGEST = 16 * 1024 * 1024;

  private final Sinks.Many<String> said = Sinks.many().unicast().onBackpressureBuffer();
  // Without a lock, because an event loop may not wait for one.
  private final BlockingQueue<JsonNode> told = new LinkedTransferQueue<>();
  private final List<JsonNode> seen = new ArrayList<>();
  private final Sinks.One<Integer> closed = Sinks.one();
  private final Disposable connection;

  private ScriptedClient(SimulatorServer server, String query, Consumer<HttpHeaders> headers) {
    connection =
        HttpClient.create()
            .headers(headers)
            .websocket(WebsocketClientSpec.builder().maxFramePayloadLength(LARGEST).build())
            .uri(server.url() + query)
            .handle(this::converse)
            .subscribe(_ -> {}, this::lost, () -> closed.tryEmitValue(1006));
  }

  static ScriptedClient connect(SimulatorServer server) {
    return connect(server, "");
  }

  /// @param query such as `&fault=pings`
  static ScriptedClient connect(SimulatorServer server, String query) {
    return connect(server, query, _ -> {});
  }

  static ScriptedClient connect(
      SimulatorServer server, String query, Consumer<HttpHeaders> headers) {
    return new ScriptedClient(
        server,
        "?model=gpt-realtime-2.1" + query,
        all -> {
          all.set("Authorization", "Bearer sk-simulated");
          headers.accept(all);
        });
  }

  private Mono<Void> converse(WebsocketInbound in, WebsocketOutbound out) {
    in.receiveCloseStatus().subscribe(status -> closed.tryEmitValue(status.code()));
    Flux<String> heard = in.aggregateFrames(LARGEST).receive().asString(StandardCharsets.UTF_8);
    return Mono.when(
        out.sendString(said.asFlux()), heard.doOnNext(text -> told.add(read(text))).then());
  }

  private void lost(Throwable cause) {
    LoggerFactory.getLogger(ScriptedClient.class).info("connection is lost", cause);
    closed.tryEmitValue(1006);
  }

  private static JsonNode read(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (tools.jackson.core.JacksonException e) {
      return Json.object().put("type", "junk");
    }
  }

  ScriptedClient say(String json) {
    said.tryEmitNext(json.replace('\'', '"')).orThrow();
    return this;
  }

  /// Sets the session up for mu-law both ways, with turns by server VAD after 500 ms of silence.
  ScriptedClient setUp() {
    return setUp(
        "'turn_detection':{'type':'server_vad','threshold':0.5,'prefix_padding_ms':300,"
            + "'silence_duration_ms':500}");
  }

  /// @param input more fields of `audio.input`
  ScriptedClient setUp(String input) {
    await("session.created");
    say(
        "{'type':'session.update','session':{'type':'realtime','audio':{'input':{"
            + "'format':{'type':'audio/pcmu'},"
            + input
            + "},'output':{'format':{'type':'audio/pcmu'}}}}}");
    await("session.updated");
    return this;
  }

  /// The caller speaks for so long: a tone, in frames of 20 ms.
  ScriptedClient speak(int millis) {
    var samples = new short[8 * millis];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (6_000 * Math.sin(2 * Math.PI * 400 * i / 8_000));
    }
    return append(MuLaw.encode(samples));
  }

  ScriptedClient silence(int millis) {
    return append(MediaFrame.silence(AudioFormat.PCMU, millis).audio());
  }

  ScriptedClient append(byte[] audio) {
    for (int from = 0; from < audio.length; from += 160) {
      byte[] frame = Arrays.copyOfRange(audio, from, Math.min(audio.length, from + 160));
      say(
          "{'type':'input_audio_buffer.append','audio':'%s'}"
              .formatted(Base64.getEncoder().encodeToString(frame)));
    }
    return this;
  }

  /// The next event of this type; what comes before it is passed over.
  JsonNode await(String type) {
    return await(event -> type(event).equals(type), type);
  }

  JsonNode await(Predicate<JsonNode> wanted, String what) {
    try {
      while (true) {
        JsonNode event = told.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(event).as("waited for %s, after %s", what, types()).isNotNull();
        seen.add(event);
        if (!strange(event)) {
          OpenAiModels.accept(event.toString());
        }
        if (wanted.test(event)) {
          return event;
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// All events up to those that have been waited for.
  List<JsonNode> seen() {
    return seen;
  }

  List<String> types() {
    return seen.stream().map(ScriptedClient::type).toList();
  }

  void forget() {
    seen.clear();
  }

  /// The next event, which must be an error; its `error`.
  JsonNode error() {
    return await("error").path("error");
  }

  /// The events of this type among those that have been waited for.
  List<JsonNode> seen(String type) {
    return seen.stream().filter(event -> type(event).equals(type)).toList();
  }

  /// Milliseconds of mu-law in the deltas that have been waited for.
  int audioMillis() {
    return seen("response.output_audio.delta").stream()
        .mapToInt(delta -> Base64.getDecoder().decode(delta.path("delta").stringValue()).length / 8)
        .sum();
  }

  /// The close code that the server sent; 1006 if it sent none.
  @Nullable Integer closeCode() {
    return closed.asMono().block(PATIENCE);
  }

  /// Not an event of the protocol, and not meant to be one.
  private static boolean strange(JsonNode event) {
    return type(event).equals("junk") || type(event).startsWith("session.weather");
  }

  static String type(JsonNode event) {
    return event.path("type").stringValue("");
  }

  @Override
  public void close() {
    connection.dispose();
  }
}
