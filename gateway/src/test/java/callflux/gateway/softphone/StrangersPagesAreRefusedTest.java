package callflux.gateway.softphone;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.softphone.SoftphoneConfig.Access;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Any page on the web can have a browser ask this host for something: only our own is answered.
class StrangersPagesAreRefusedTest {
  private final Rig rig = Rig.local();

  @AfterEach
  void stop() {
    rig.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:8080", "localhost", "LOCALHOST:1", "[::1]:8080"})
  void thisHostGoesByItsNames(String host) {
    assertThat(Browser.get(rig.port(), "/", "Host: " + host).status()).isEqualTo(200);
  }

  /// DNS rebinding: a name of theirs that leads here.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "127.0.0.2",
        "0.0.0.0:8080",
        "[::2]:8080"
      })
  void anotherNameIsNotThisHosts(String host) {
    for (var path : new String[] {"/", "/phone", "/phone/main.js", "/phone/agents"}) {
      var answer = Browser.get(rig.port(), path, "Host: " + host);
      assertThat(answer.status()).as(path).isEqualTo(403);
      assertThat(answer.body()).isEqualTo("{\"reason\":\"host\"}");
    }
    assertThat(
            Browser.post(rig.port(), "/phone/calls", "", "Host: " + host, "Origin: http://" + host)
                .status())
        .isEqualTo(403);
    assertThat(rig.calls.admitted()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example",
        "https://127.0.0.1:PORT",
        "http://127.0.0.1:PORT.evil.example",
        "http://127.0.0.1:PORT/",
        "http://localhost:PORT",
        "http://127.0.0.1:1",
        "null"
      })
  void anotherPageCallsNobody(String written) {
    var origin = written.replace("PORT", String.valueOf(rig.port()));
    var host = "Host: 127.0.0.1:" + rig.port();

    var answer = Browser.post(rig.port(), "/phone/calls", "", host, "Origin: " + origin);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).isEqualTo("{\"reason\":\"origin\"}");
    assertThat(rig.calls.admitted()).isZero();
    assertThat(rig.counted("refused", "origin")).isEqualTo(1);
  }

  @Test
  void norDoesWhoTellsNoOriginOrTwo() {
    var host = "Host: 127.0.0.1:" + rig.port();
    var ours = "Origin: " + rig.origin();

    assertThat(Browser.post(rig.port(), "/phone/calls", "", host).status()).isEqualTo(403);
    assertThat(Browser.post(rig.port(), "/phone/calls", "", host, ours, ours).status())
        .isEqualTo(403);
  }

  @Test
  void anotherPageOpensNoSocket() {
    var placed = rig.posts("/phone/calls", "").json();

    for (var url : new String[] {"mediaUrl", "eventsUrl"}) {
      var path = placed.get(url).asString();
      assertThat(Browser.refusal(rig.port(), path, "http://evil.example")).isEqualTo(403);
      // It has cost the page nothing.
      Browser.opens(rig.port(), path, rig.origin()).breaks();
    }
  }

  @Test
  void aCallIsAFormAndNothingElse() {
    var json =
        Browser.post(
            rig.port(),
            "/phone/calls",
            "",
            "Host: 127.0.0.1:" + rig.port(),
            "Origin: " + rig.origin(),
            "Content-Encoding: gzip");

    assertThat(json.status()).isEqualTo(415);
    assertThat(rig.posts("/phone/calls", "agent=nobody").status()).isEqualTo(404);
    assertThat(rig.posts("/phone/calls", "number=" + "9".repeat(20_000)).status()).isEqualTo(413);
  }

  @ParameterizedTest
  @CsvSource({
    "https://voice.example.com, https://voice.example.com",
    "https://Voice.Example.com:443/, https://voice.example.com",
    "https://voice.example.com:8443, https://voice.example.com:8443",
    "http://127.0.0.1:8080, http://127.0.0.1:8080",
    "http://[::1]:80/, http://[::1]"
  })
  void anOriginIsWrittenAsBrowsersDo(String configured, String written) {
    assertThat(new SoftphoneConfig(Access.TOKEN, URI.create(configured)).originText())
        .isEqualTo(written);
  }
}
