package callflux.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/// A file of a page, read from the jar once and kept, with what a browser must hold to when it
/// shows it: nothing from elsewhere, nothing inline, no device but the microphone, and that only if
/// the page needs one.
public final class PageFile {
  private static final int TAG_DIGITS = 16;

  private static final String CONTENT_POLICY =
      String.join(
          "; ",
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "img-src 'self'",
          "connect-src 'self'",
          "worker-src 'self'",
          "base-uri 'none'",
          "form-action 'none'",
          "frame-ancestors 'none'");

  private final byte[] content;
  private final String type;
  private final Microphone microphone;
  private final String tag;

  private PageFile(byte[] content, String type, Microphone microphone) {
    this.content = content;
    this.type = type;
    this.microphone = microphone;
    this.tag = "\"" + digest(content) + "\"";
  }

  /// Whether a page may ask for the microphone.
  public enum Microphone {
    OURS("microphone=(self)"),
    NONE("microphone=()");

    private final String devices;

    Microphone(String policy) {
      this.devices = policy + ", camera=(), geolocation=(), display-capture=(), usb=(), payment=()";
    }
  }

  /// Reads a file of the jar. Blocks.
  ///
  /// @param resource its path in the jar
  public static PageFile read(String resource, Microphone microphone) {
    try (var in = PageFile.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + resource);
      }
      return new PageFile(in.readAllBytes(), type(resource), microphone);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends it, unless the browser still has it as it is.
  public Mono<Void> send(HttpServerRequest request, HttpServerResponse response) {
    response
        .header(HttpHeaderNames.ETAG, tag)
        .header(HttpHeaderNames.CACHE_CONTROL, "no-cache")
        .header("Content-Security-Policy", CONTENT_POLICY)
        .header("Permissions-Policy", microphone.devices)
        .header("Referrer-Policy", "no-referrer")
        .header("X-Content-Type-Options", "nosniff")
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Cross-Origin-Resource-Policy", "same-origin");
    if (tag.equals(request.requestHeaders().get(HttpHeaderNames.IF_NONE_MATCH))) {
      return response.status(HttpResponseStatus.NOT_MODIFIED).send();
    }
    return response
        .header(HttpHeaderNames.CONTENT_TYPE, type)
        .header(HttpHeaderNames.CONTENT_LENGTH, String.valueOf(content.length))
        .sendByteArray(Mono.just(content))
        .then();
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.'))) {
      case ".html" -> "text/html; charset=utf-8";
      case ".css" -> "text/css; charset=utf-8";
      case ".svg" -> "image/svg+xml";
      default -> "text/javascript; charset=utf-8";
    };
  }

  private static String digest(byte[] content) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest).substring(0, TAG_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
