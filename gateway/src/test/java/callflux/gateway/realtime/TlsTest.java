package callflux.gateway.realtime;

import static callflux.gateway.realtime.Rig.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.call.CallFailure.ModelRefused;
import callflux.gateway.call.CallFailure.ModelUnreachable;
import callflux.gateway.realtime.RealtimeConfig.BreakerSettings;
import callflux.gateway.realtime.RealtimeConfig.Patience;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class TlsTest {
  private static final X509Bundle AUTHORITY = authority();

  private static X509Bundle authority() {
    try {
      return new CertificateBuilder()
          .ecp256()
          .subject("CN=Test Authority")
          .setIsCertificateAuthority(true)
          .buildSelfSigned();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aTrustedServerIsGivenTheKey() throws Exception {
    var certificate = named("localhost").buildIssuedBy(AUTHORITY);
    try (var server = speakingTls(certificate, Peer::upgradeAndHold)) {
      var leg = Rig.opened(trusting(server).dial(Rig.agent()));
      leg.close(1000, "over").block(LONG);
      assertThat(server.requests()).singleElement().asString().contains(Rig.CANARY);
    }
  }

  @Test
  void aServerOfAnotherNameIsNot() throws Exception {
    refuses(named("other.example").buildIssuedBy(AUTHORITY));
  }

  @Test
  void aServerThatVouchesForItselfIsNot() throws Exception {
    refuses(named("localhost").setIsCertificateAuthority(true).buildSelfSigned());
  }

  @Test
  void aServerWhoseTimeIsOverIsNot() throws Exception {
    var now = Instant.now();
    refuses(
        named("localhost")
            .notBefore(now.minus(2, ChronoUnit.DAYS))
            .notAfter(now.minus(1, ChronoUnit.DAYS))
            .buildIssuedBy(AUTHORITY));
  }

  @Test
  void aServerThatVouchesForItselfIsNotTrustedByTheMachineEither() throws Exception {
    try (var server =
        speakingTls(
            named("localhost").setIsCertificateAuthority(true).buildSelfSigned(), Peer::request)) {
      StepVerifier.create(Rig.of(url(server), Rig.PATIENT).client().dial(Rig.agent()))
          .expectError(ModelRefused.class)
          .verify(LONG);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void aServerThatNeverBeginsTlsIsGivenUpAndHungUpOn() throws Exception {
    var impatient = new Patience(LONG, Duration.ofMillis(300), LONG, Rig.ONE_TRY);
    try (var server = ScriptedServer.playing(Peer::readToEnd)) {
      StepVerifier.create(Rig.of(url(server), impatient).client().dial(Rig.agent()))
          .expectError(ModelUnreachable.class)
          .verify(LONG);
      server.awaitEnds(1);
    }
  }

  private void refuses(X509Bundle certificate) throws Exception {
    try (var server = speakingTls(certificate, Peer::request)) {
      StepVerifier.create(trusting(server).dial(Rig.agent()))
          .expectErrorSatisfies(
              e -> assertThat(e).isInstanceOf(ModelRefused.class).hasMessageContaining("TLS"))
          .verify(LONG);
      assertThat(server.connections()).isEqualTo(1);
      assertThat(server.requests()).isEmpty();
    }
  }

  private static CertificateBuilder named(String host) {
    return new CertificateBuilder().ecp256().subject("CN=" + host).addSanDnsName(host);
  }

  /// As the client is made for the public web, but for whom it trusts.
  private RealtimeClient trusting(ScriptedServer server) throws Exception {
    return new RealtimeClient(
        Rig.config(url(server), Rig.patience(Rig.retries(3)), BreakerSettings.DEFAULTS),
        Rig.LOOPS,
        new SimpleMeterRegistry(),
        RealtimeClient.tls(
            SslContextBuilder.forClient().trustManager(AUTHORITY.getRootCertificate())));
  }

  private static String url(ScriptedServer server) {
    return "wss://localhost:" + server.port() + "/v1/realtime";
  }

  private static ScriptedServer speakingTls(X509Bundle certificate, ScriptedServer.Script script)
      throws Exception {
    var context = SSLContext.getInstance("TLS");
    context.init(certificate.toKeyManagerFactory().getKeyManagers(), null, null);
    return ScriptedServer.playing(
        context
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
        script);
  }
}
