package callflux.gateway.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import callflux.gateway.config.Secret;
import callflux.gateway.twilio.TwilioConfig.Apology;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What can be configured, and what is refused at once and not by the first call.
class TwilioConfigTest {
  private static final Secret TOKEN = new Secret("4711-auth-token");

  @ParameterizedTest
  @ValueSource(strings = {"https://voice.example.com", "https://voice.example.com:8443/"})
  void originIsTaken(String url) {
    var config = config(url, true, List.of(TOKEN), Rig.ACCOUNT);

    assertThat(config.url("/path")).matches("https://voice.example.com(:8443)?/path");
    assertThat(config.socketUrl("/path")).matches("wss://voice.example.com(:8443)?/path");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://voice.example.com",
        "http://127.0.0.1:8080",
        "https://voice.example.com/path",
        "https://voice.example.com?query",
        "https://voice.example.com#fragment",
        "https://user@voice.example.com",
        "voice.example.com",
        "https:///"
      })
  void whatIsNoOriginIsRefused(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(url, true, List.of(TOKEN), Rig.ACCOUNT))
        .withMessageContaining("no https origin; give");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080"})
  void localModeTakesLoopback(String url) {
    var config = config(url, false, List.of());

    assertThat(config.socketUrl("/path")).isEqualTo(url.replace("http", "ws") + "/path");
    assertThat(config.isOurs("anybody's")).isTrue();
  }

  @Test
  void localModeTakesNoOtherHostUnencrypted() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config("http://voice.example.com", false, List.of()));
  }

  @Test
  void signaturesNeedATokenAndAnAccount() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(Rig.ORIGIN, true, List.of(), Rig.ACCOUNT))
        .withMessageContaining("give an auth token");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(Rig.ORIGIN, true, List.of(TOKEN)))
        .withMessageContaining("at least one account");
  }

  @Test
  void thirdTokenIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(Rig.ORIGIN, true, List.of(TOKEN, TOKEN, TOKEN), Rig.ACCOUNT))
        .withMessageContaining("more than two");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AC123", "CA0123456789abcdef0123456789abcdef"})
  void whatIsNoAccountIsRefused(String sid) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(Rig.ORIGIN, true, List.of(TOKEN), sid))
        .withMessageContaining("AC and 32 hex digits");
  }

  @Test
  void tokensAreNotPrinted() {
    assertThat(config(Rig.ORIGIN, true, List.of(TOKEN), Rig.ACCOUNT).toString())
        .doesNotContain("4711")
        .contains("***");
  }

  private static TwilioConfig config(
      String url, boolean signed, List<Secret> tokens, String... accounts) {
    return new TwilioConfig(
        URI.create(url), tokens, Set.of(accounts), signed, new Apology("en-US", "Sorry."));
  }
}
