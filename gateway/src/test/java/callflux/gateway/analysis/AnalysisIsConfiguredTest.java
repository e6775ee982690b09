package callflux.gateway.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import callflux.gateway.analysis.AnalysisConfig.Price;
import callflux.gateway.analysis.AnalysisConfig.Responses;
import callflux.gateway.analysis.AnalysisConfig.Webhook;
import callflux.gateway.config.ConfigFile;
import callflux.gateway.config.ConfigInvalid;
import callflux.gateway.config.Secret;
import callflux.gateway.config.Settings;
import callflux.gateway.http.Egress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is set is taken or refused, with what is wrong and how to mend it; and never a secret.
class AnalysisIsConfiguredTest {
  private static final Secret SECRET = new Secret("canary-canary-canary");
  private static final Egress PUBLIC = new Egress(false, false);

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.openai.com",
        "https://example.com/openai/",
        "http://127.0.0.1:8080",
        "http://localhost",
        "http://[::1]:1"
      })
  void addressOfAModelIsEncryptedOrHere(String url) {
    assertThatCode(() -> Desk.responses(URI.create(url))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com",
        "http://127.0.0.1.example.com",
        "ftp://example.com",
        "/v1",
        "https:///x",
        "https://me:pw@example.com",
        "https://example.com/#x",
        "https://api.openai.com/v1/"
      })
  void otherAddressesAreRefused(String url) {
    assertThatThrownBy(() -> Desk.responses(URI.create(url)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("analysis.url: ")
        .hasMessageContaining("; ");
  }

  @Test
  void pathIsPutBehindWhatIsGiven() {
    assertThat(Desk.responses(URI.create("https://example.com/openai/")).endpoint())
        .hasToString("https://example.com/openai/v1/responses");
  }

  @Test
  void keyThatWouldBeAHeaderOfItsOwnIsRefused() {
    var key = new Secret("canary\r\nX: y");
    assertThatThrownBy(() -> new Responses(Responses.OPENAI, "m", key, new Price(0, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("canary");
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.com/calls, false, true",
    "http://example.com/calls, false, false",
    "http://10.0.0.1/calls, true, true",
    "https://me@example.com/calls, true, false"
  })
  void webhookIsEncryptedUnlessNetworksOfOnesOwnAreAllowed(String url, boolean own, boolean will) {
    var made = assertThatCode(() -> new Webhook(URI.create(url), SECRET, new Egress(own, false)));
    if (will) {
      made.doesNotThrowAnyException();
    } else {
      made.isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void guessableSecretIsRefused() {
    var url = URI.create("https://example.com/");
    assertThatThrownBy(() -> new Webhook(url, new Secret("canary"), PUBLIC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("canary");
  }

  @Test
  void noSecretIsPrinted() {
    var config =
        new AnalysisConfig(
            new Responses(Responses.OPENAI, "m", SECRET, new Price(1, 2)),
            new Webhook(URI.create("https://example.com/"), SECRET, PUBLIC),
            true);
    assertThat(config.toString()).doesNotContain("canary");
  }

  @Test
  void costIsReckonedUpAndNeverAbsurd() {
    var price = new Price(750_000, 4_500_000);
    assertThat(price.of(1_000, 200)).isEqualTo(1_650);
    assertThat(price.of(1, 0)).isEqualTo(1);
    assertThat(price.of(-5, -5)).isZero();
    assertThat(price.of(Long.MAX_VALUE, 0)).isEqualTo(7_500_000);
  }

  @Test
  void fileSetsEverything() throws Exception {
    var config =
        read(
            """
            analysis:
              url: https://models.example.com
              model: own-model
              key_env: MODEL_KEY
              price:
                in: 0.75
                out: 4.50
              webhook:
                url: https://example.com/calls
                secret_env: HOOK_SECRET
            """,
            Map.of("MODEL_KEY", "k", "HOOK_SECRET", SECRET.value()),
            PUBLIC);

    assertThat(config)
        .isEqualTo(
            new AnalysisConfig(
                new Responses(
                    URI.create("https://models.example.com"),
                    "own-model",
                    new Secret("k"),
                    new Price(750_000, 4_500_000)),
                new Webhook(URI.create("https://example.com/calls"), SECRET, PUBLIC),
                true));
  }

  @Test
  void withNothingSetTheLexiconReads() throws Exception {
    assertThat(read("", Map.of(), PUBLIC)).isEqualTo(new AnalysisConfig(null, null, true));
    assertThat(read("analysis: {enabled: false}", Map.of(), PUBLIC).enabled()).isFalse();
  }

  @Test
  void keyForCallsReadsThem() throws Exception {
    assertThat(read("", Map.of("OPENAI_API_KEY", "k"), PUBLIC).responses())
        .isEqualTo(
            new Responses(
                Responses.OPENAI, "gpt-5.4-mini", new Secret("k"), new Price(750_000, 4_500_000)));
  }

  /// Another server's key is not shown to OpenAI.
  @Test
  void keyStaysWithItsServer() throws Exception {
    var key = Map.of("OPENAI_API_KEY", "k");
    assertThat(read("upstream: {url: wss://other.example.com/}", key, PUBLIC).responses()).isNull();
    var moved = new HashMap<>(key);
    moved.put("OPENAI_REALTIME_URL", "wss://other.example.com/");
    assertThat(read("", moved, PUBLIC).responses()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "analysis: {key_env: sk-canary}                      | analysis.key_env: is no environment",
        "analysis: {key_env: NOT_SET}                        | NOT_SET: is not set",
        "analysis: {model: unheard-of, key_env: KEY}         | analysis.price: is not known",
        "analysis: {url: 'http://example.com', key_env: KEY} | analysis.url: would send calls",
        "analysis: {url: 'https://a.example'}                | analysis.key_env: is not set",
        "analysis: {url: 'a b', key_env: KEY}                | analysis.url: is no URL",
        "analysis: {webhook: {url: 'https://a.example'}}     | analysis.webhook.secret_env: is not",
        "analysis: {webhook: {secret_env: KEY}}              | analysis.webhook.url: is not set",
        "analysis: {modell: x}                               | analysis.modell: is not a setting"
      })
  void mistakesAreTold(String yaml, String fault) {
    assertThatThrownBy(() -> read(yaml, Map.of("KEY", "canary"), PUBLIC))
        .isInstanceOf(ConfigInvalid.class)
        .hasMessageContaining(fault)
        .hasMessageNotContaining("canary");
  }

  @Test
  void secretThatIsTooShortIsTold() {
    assertThatThrownBy(() ->
            read(
                "analysis: {webhook: {url: 'https://a.example', secret_env: KEY}}",
                Map.of("KEY", "canary"),
                PUBLIC))
        .hasMessageContaining("KEY: is shorter than 16 characters")
        .hasMessageNotContaining("canary");
  }

  @Test
  void keyMayBeMissingInLocalMode() throws Exception {
    var local = new Egress(false, true);
    assertThat(read("analysis: {key_env: NOT_SET}", Map.of(), local).responses()).isNull();
  }

  private AnalysisConfig read(String yaml, Map<String, String> environment, Egress egress)
      throws ConfigInvalid, IOException {
    var file = Files.writeString(directory.resolve("callflux.yaml"), yaml);
    var all = new HashMap<>(environment);
    all.put("FILE", file.toString());
    return new ConfigFile<>(
            sources -> {
              var settings = Settings.of(all, "FILE", sources);
              // What others read of the file.
              settings.file().section("upstream").word("url");
              var config = AnalysisSettings.read(settings, egress);
              settings.complain();
              return config;
            })
        .read();
  }
}
