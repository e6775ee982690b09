package callflux.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import callflux.gateway.config.Secret;
import callflux.gateway.realtime.RealtimeConfig.BreakerSettings;
import callflux.gateway.realtime.RealtimeConfig.Patience;
import callflux.gateway.realtime.RealtimeConfig.Retries;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RealtimeConfigTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void openAiIsWhereItIs() {
    assertThat(Endpoint.openai("gpt-realtime-2.1").uri(null))
        .hasToString("wss://api.openai.com/v1/realtime?model=gpt-realtime-2.1");
  }

  @Test
  void anAgentsModelGoesBeforeTheEndpoints() {
    assertThat(Endpoint.openai("gpt-realtime-2.1").uri("a b&c"))
        .hasToString("wss://api.openai.com/v1/realtime?model=a%20b%26c");
  }

  @Test
  void aModelCanStandInThePath() {
    var endpoint = new Endpoint("wss://voice.example/{model}/live", "a/b", null, Map.of());
    assertThat(endpoint.uri(null)).hasToString("wss://voice.example/a%2Fb/live");
    assertThat(endpoint.uri("mine")).hasToString("wss://voice.example/mine/live");
  }

  @Test
  void aQueryOfTheAddressIsKept() {
    var endpoint = new Endpoint("wss://voice.example/?a=1", "m", "deployment", Map.of("b", "2"));
    assertThat(endpoint.uri(null)).hasToString("wss://voice.example/?a=1&deployment=m&b=2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ws://localhost:8080/v1/realtime",
        "ws://127.0.0.1/v1/realtime",
        "ws://127.8.8.8/",
        "ws://[::1]:8080/",
        "WSS://Voice.Example/"
      })
  void theseAreSafeToDial(String url) {
    assertThat(new Endpoint(url, "m", null, Map.of()).url()).isEqualTo(url);
  }

  @ParameterizedTest
  @CsvSource({
    "ws://voice.example/, unencrypted to voice.example",
    "ws://10.0.0.7/, unencrypted to 10.0.0.7",
    "ws://localhost.example/, unencrypted",
    "ws://[::ffff:10.0.0.7]/, unencrypted",
    "https://api.openai.com/v1/realtime, scheme https",
    "api.openai.com/v1/realtime, names no host",
    "wss://user:pass@api.openai.com/, holds a user",
    "wss://api.openai.com/#top, holds a user or a fragment",
    "wss://, is no URL",
    "wss:///v1, names no host",
    "wss://api openai com/, is no URL"
  })
  void theseAreNot(String url, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Endpoint(url, "m", null, Map.of()))
        .withMessageStartingWith("realtime.endpoint.url: ")
        .withMessageContaining(why)
        .withMessageContaining("; ");
  }

  @Test
  void aModelIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Endpoint.openai(" "))
        .withMessageContaining("gpt-realtime");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "api key", "api-key:", "api\nkey", "clé"})
  void aHeadersNameIsAToken(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Access(new Secret("k"), name, "", Map.of()))
        .withMessageContaining("such as api-key");
  }

  @Test
  void aHeaderCarriesNoOther() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Access(null, "api-key", "", Map.of("X-Team", "a\r\nX-Evil: b")))
        .withMessageContaining("X-Team")
        .withMessageNotContaining("X-Evil");
  }

  @Test
  void timesAreMoreThanNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Patience(SECOND, Duration.ZERO, SECOND, Retries.DEFAULTS))
        .withMessageContaining("realtime.patience.handshake");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Retries(0, SECOND, SECOND, SECOND))
        .withMessageContaining("realtime.retries.attempts");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Retries(1, SECOND, SECOND, Duration.ofMillis(1)))
        .withMessageContaining("realtime.retries.cap");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BreakerSettings(SECOND, 1, 50, SECOND, SECOND))
        .withMessageContaining("realtime.breaker.window");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BreakerSettings(Duration.ofSeconds(2), 1, 101, SECOND, SECOND))
        .withMessageContaining("realtime.breaker.failurePercent");
  }

  @Test
  void aBlankSecretIsNoSecret() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Secret(" "));
  }
}
