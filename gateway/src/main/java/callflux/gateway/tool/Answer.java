package callflux.gateway.tool;

import callflux.gateway.call.ToolOutput;
import callflux.gateway.call.ToolResult;
import callflux.gateway.http.AddressGuard;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.ByteArrayOutputStream;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClientResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What came of asking an endpoint once.
///
/// @param mayPass whether to ask again may help
record Answer(ToolOutput output, boolean mayPass) {
  static final int MOST_BYTES = 64 * 1024;

  /// What a proxy says when the endpoint behind it is away.
  private static final Set<Integer> AWAY = Set.of(502, 503, 504);

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final String DONE = "{\"ok\":true}";

  /// Reads an answer, and no more of it than a model should: the rest ends with its connection.
  static Publisher<Answer> read(HttpClientResponse response, ByteBufFlux content) {
    int status = response.status().code();
    if (status < 200 || status > 299) {
      var output = ToolOutput.failed(ToolResult.HTTP_STATUS, Map.of("status", status));
      return Mono.just(new Answer(output, AWAY.contains(status)));
    }
    if (response.responseHeaders().contains(HttpHeaderNames.CONTENT_ENCODING)) {
      return Mono.just(failed(ToolResult.UNREADABLE)); // nobody asked for it to be packed
    }
    return content
        .asByteArray()
        .collect(ByteArrayOutputStream::new, Answer::append)
        .map(body -> new Answer(told(body.toByteArray()), false));
  }

  private static void append(ByteArrayOutputStream body, byte[] part) {
    if (body.size() + part.length > MOST_BYTES) {
      throw new TooLong();
    }
    body.writeBytes(part);
  }

  private static ToolOutput told(byte[] body) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString().strip();
    } catch (CharacterCodingException _) {
      return ToolOutput.failed(ToolResult.UNREADABLE);
    }
    return ToolOutput.done(text.isEmpty() ? DONE : json(text));
  }

  /// JSON as it is; any other text as a text in it, so that it is data whatever it says.
  private static String json(String text) {
    try {
      return MAPPER.readTree(text).toString();
    } catch (JacksonException _) {
      return MAPPER.createObjectNode().put("text", text).toString();
    }
  }

  /// What a failure to ask means.
  static Answer of(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case TooLong _ -> {
          return failed(ToolResult.TOO_LARGE);
        }
        case AddressGuard.Forbidden _ -> {
          return failed(ToolResult.FORBIDDEN_ADDRESS);
        }
        case UnknownHostException _ -> {
          return failed(ToolResult.UNAVAILABLE);
        }
        case TimeoutException _ -> {
          return failed(ToolResult.TIMEOUT);
        }
        default -> {
          // Perhaps its cause says more.
        }
      }
    }
    return new Answer(ToolOutput.failed(ToolResult.UNAVAILABLE), true);
  }

  private static Answer failed(ToolResult why) {
    return new Answer(ToolOutput.failed(why), false);
  }

  /// More than a model should read.
  private static final class TooLong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLong() {
      super("the answer is too long", null, false, false);
    }
  }
}
