package callflux.gateway.analysis;

import callflux.gateway.analysis.AnalysisConfig.Price;
import callflux.gateway.analysis.TryFailed.Kind;
import callflux.gateway.archive.Analysis.Findings;
import callflux.gateway.http.RetryAfter;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClientResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a model found, as OpenAI's Responses API tells it.
///
/// @param costMicros millionths of a US dollar
record ResponsesAnswer(Findings findings, long costMicros) {
  static final int MOST_BYTES = 1024 * 1024;

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String TYPE = "type";

  /// Reads an answer's bytes, and no more of them than there should be: the rest ends with its
  /// connection. Fails with [TryFailed].
  static Mono<byte[]> bytes(HttpClientResponse response, ByteBufFlux content) {
    int status = response.status().code();
    if (status != 200) {
      var wish = response.responseHeaders().get(HttpHeaderNames.RETRY_AFTER);
      return Mono.error(TryFailed.status(status, RetryAfter.parse(wish, Instant.now())));
    }
    return content
        .asByteArray()
        .collect(ByteArrayOutputStream::new, ResponsesAnswer::append)
        .map(ByteArrayOutputStream::toByteArray);
  }

  private static void append(ByteArrayOutputStream body, byte[] part) {
    if (body.size() + part.length > MOST_BYTES) {
      throw TryFailed.of(Kind.TOO_LONG);
    }
    body.writeBytes(part);
  }

  /// Understands an answer.
  ///
  /// @throws TryFailed if there are no findings in it, or none that will do
  static ResponsesAnswer read(byte[] body, Price price) {
    JsonNode response;
    try {
      response = JSON.readTree(body);
    } catch (JacksonException _) {
      throw TryFailed.of(Kind.BROKEN_ANSWER);
    }
    var usage = response.path("usage");
    long cost =
        price.of(usage.path("input_tokens").asLong(0), usage.path("output_tokens").asLong(0));
    stopped(response)
        .ifPresent(kind -> {
          throw TryFailed.paid(kind, cost);
        });
    var text = text(response);
    if (text.isEmpty()) {
      throw TryFailed.paid(Kind.BROKEN_ANSWER, cost);
    }
    return Report.read(text)
        .map(findings -> new ResponsesAnswer(findings, cost))
        .orElseThrow(() -> TryFailed.paid(Kind.SCHEMA_VIOLATED, cost));
  }

  private static Optional<Kind> stopped(JsonNode response) {
    return switch (response.path("status").asString("")) {
      case "incomplete" -> Optional.of(Kind.INCOMPLETE);
      case "failed", "cancelled" -> Optional.of(Kind.SERVER_ERROR);
      default ->
          parts(response).stream().anyMatch(part -> part.path(TYPE).asString("").equals("refusal"))
              ? Optional.of(Kind.REFUSED_BY_MODEL)
              : Optional.empty();
    };
  }

  private static String text(JsonNode response) {
    var text = new StringBuilder();
    parts(response).stream()
        .filter(part -> part.path(TYPE).asString("").equals("output_text"))
        .forEach(part -> text.append(part.path("text").asString("")));
    return text.toString();
  }

  private static List<JsonNode> parts(JsonNode response) {
    return response
        .path("output")
        .valueStream()
        .filter(item -> item.path(TYPE).asString("").equals("message"))
        .flatMap(item -> item.path("content").valueStream())
        .toList();
  }

  /// Never what was found.
  @Override
  public String toString() {
    return "answer";
  }
}
