package callflux.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.call.CallFailure.ModelRefused;
import callflux.gateway.call.CallFailure.ModelUnreachable;
import callflux.gateway.realtime.DialFailure.Kind;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.netty.channel.AbortedException;

class DialFailureTest {
  private static final String HOST = "model.example";
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  static Stream<Arguments> causes() {
    return Stream.of(
        Arguments.of(new TimeoutException(), Kind.TIMEOUT),
        Arguments.of(new ConnectTimeoutException(), Kind.TIMEOUT),
        Arguments.of(new SslHandshakeTimeoutException("late"), Kind.TIMEOUT),
        Arguments.of(new ConnectException("refused"), Kind.CONNECTION),
        Arguments.of(new UnknownHostException("who"), Kind.CONNECTION),
        Arguments.of(new ClosedChannelException(), Kind.CONNECTION),
        Arguments.of(AbortedException.beforeSend(), Kind.CONNECTION),
        Arguments.of(new WebSocketClientHandshakeException("closed"), Kind.CONNECTION),
        Arguments.of(new SSLException(new ClosedChannelException()), Kind.CONNECTION),
        Arguments.of(new SSLHandshakeException("no"), Kind.TLS),
        Arguments.of(new IllegalStateException("a bug"), Kind.REFUSED));
  }

  @ParameterizedTest
  @MethodSource("causes")
  void everyCauseHasAKind(Throwable cause, Kind kind) {
    assertThat(DialFailure.of(cause, HOST, NOW).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @MethodSource("causes")
  void everyMessageNamesTheServer(Throwable cause, Kind kind) {
    assertThat(DialFailure.of(cause, HOST, NOW).verdict())
        .as(kind.label())
        .hasMessageContaining(HOST);
  }

  @Test
  void anotherTryMayHelpWhoeverCouldNotAnswer() {
    var verdict = DialFailure.of(new TimeoutException(), HOST, NOW).verdict();
    assertThat(verdict).isInstanceOf(ModelUnreachable.class);
    assertThat(verdict.resumable()).isTrue();
  }

  @Test
  void noOtherTryHelpsAgainstARefusal() {
    assertThat(answered(401).verdict())
        .isInstanceOf(ModelRefused.class)
        .hasMessageContaining("OPENAI_API_KEY");
    assertThat(answered(404).verdict())
        .isInstanceOf(ModelRefused.class)
        .hasMessageContaining("OPENAI_MODEL");
  }

  @Test
  void aCertificatesFaultIsSaid() {
    var fault = new SSLHandshakeException("no");
    fault.initCause(new CertificateException("No name matching model.example found"));
    assertThat(DialFailure.of(fault, HOST, NOW))
        .hasMessageContaining("No name matching model.example found");
  }

  static DialFailure answered(int status) {
    var response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
    return DialFailure.of(new WebSocketClientHandshakeException("no", response), HOST, NOW);
  }
}
