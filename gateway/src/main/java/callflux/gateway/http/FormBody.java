package callflux.gateway.http;

import io.netty.buffer.ByteBufHolder;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.AsciiString;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;

/// The body of a form (`application/x-www-form-urlencoded`), read whole and decoded strictly.
public final class FormBody {
  private FormBody() {}

  /// The fields in their order, each with all its values in theirs. Fails with [RequestRefused]:
  /// 415 for another content type, 413 for too much, 408 for too slow, 400 for what is no form or
  /// hides a NUL or a line break.
  public static Mono<Map<String, List<String>>> read(
      HttpServerRequest request, Limits.Form limits) {
    return bytes(request, HttpHeaderValues.APPLICATION_X_WWW_FORM_URLENCODED, limits)
        .map(FormDecoder::decode);
  }

  /// The bytes of a body of one type. Fails as [#read] does.
  static Mono<byte[]> bytes(HttpServerRequest request, AsciiString type, Limits.Form limits) {
    return Mono.defer(() -> {
      Refusal refusal = judge(request.requestHeaders(), type, limits);
      return refusal == null ? collect(request, limits) : Mono.error(new RequestRefused(refusal));
    });
  }

  private static @Nullable Refusal judge(
      HttpHeaders headers, AsciiString type, Limits.Form limits) {
    CharSequence given = HttpUtil.getMimeType(headers.get(HttpHeaderNames.CONTENT_TYPE, ""));
    if (given == null
        || !type.contentEqualsIgnoreCase(given)
        || headers.contains(HttpHeaderNames.CONTENT_ENCODING)) {
      return Refusal.of(HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE, "content_type");
    }
    // Netty has refused what is no number.
    long declared = Long.parseLong(headers.get(HttpHeaderNames.CONTENT_LENGTH, "0"));
    return declared > limits.bytes() ? tooLarge() : null;
  }

  private static Mono<byte[]> collect(HttpServerRequest request, Limits.Form limits) {
    // The bytes are copied; Reactor Netty releases the buffers.
    return request
        .receiveObject()
        .collect(ByteArrayOutputStream::new, (body, part) -> append(body, part, limits))
        .map(ByteArrayOutputStream::toByteArray)
        .timeout(limits.patience(), loop(request))
        .onErrorMap(TimeoutException.class, _ -> tooSlow());
  }

  private static void append(ByteArrayOutputStream body, Object part, Limits.Form limits) {
    switch (part) {
      case RefusedBody(var refusal) -> throw new RequestRefused(refusal);
      case ByteBufHolder more when body.size() + more.content().readableBytes() > limits.bytes() ->
          throw new RequestRefused(tooLarge());
      case ByteBufHolder more -> body.writeBytes(ByteBufUtil.getBytes(more.content()));
      default -> throw new IllegalStateException("no part of a body: " + part.getClass());
    }
  }

  // The time-out must not take the request off its event loop.
  private static Scheduler loop(HttpServerRequest request) {
    return Schedulers.fromExecutorService(((Connection) request).channel().eventLoop());
  }

  private static Refusal tooLarge() {
    return Refusal.of(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, "body_too_large");
  }

  private static RequestRefused tooSlow() {
    return new RequestRefused(Refusal.of(HttpResponseStatus.REQUEST_TIMEOUT, "body_too_slow"));
  }
}
