package callflux.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import callflux.gateway.config.ConfigInvalid;
import callflux.gateway.config.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every mistake is told by its key, with what is wrong and how to mend it, and no secret.
class BrokenConfigurationTest {
  private static final String CANARY = "canary7f3a";
  private static final Map<String, String> PRODUCTION =
      Map.of(
          "OPENAI_API_KEY",
          "sk-" + CANARY,
          "TWILIO_AUTH_TOKEN",
          CANARY + "-auth-token",
          "TWILIO_ACCOUNT_SID",
          "AC0123456789abcdef0123456789abcdef",
          "PUBLIC_URL",
          "https://voice.example.com");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"OPENAI_API_KEY", "TWILIO_AUTH_TOKEN", "TWILIO_ACCOUNT_SID", "PUBLIC_URL"})
  void missingSecretIsToldOnce(String name) {
    var environment = new HashMap<>(PRODUCTION);
    environment.remove(name);

    assertThat(faults(environment, false))
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.key()).isEqualTo(name);
          assertThat(fault.what()).isEqualTo("is not set");
        });
  }

  @ParameterizedTest
  @CsvSource({
    "PUBLIC_URL, http://voice.example.com, https",
    "PUBLIC_URL, https://voice.example.com/twilio, host alone",
    "PUBLIC_URL, https://voice.example.com?a=canary7f3a, host alone",
    "PUBLIC_URL, https://user:canary7f3a@voice.example.com, host alone",
    "PUBLIC_URL, https://canary7f3a voice, is no URL",
    "PUBLIC_URL, canary7f3a, no https origin",
    "TWILIO_ACCOUNT_SID, AC123, 32 hex digits",
    "TWILIO_ACCOUNT_SID, canary7f3a, 32 hex digits",
    "TWILIO_ACCOUNT_SID, 'AC0123456789abcdef0123456789abcdef,AC12', 32 hex digits",
    "TWILIO_ACCOUNT_SID, ' , ', at least one account SID",
    "TWILIO_AUTH_TOKEN, canary7f3a, too short",
    "TWILIO_AUTH_TOKEN, 'canary7f3a auth token', holds a blank",
    "TWILIO_AUTH_TOKEN_SECONDARY, canary7f3a, too short",
    "OPENAI_API_KEY, 'sk-canary7f3a ', ends in a blank",
    "OPENAI_API_KEY, sk-canary7f3a→, beyond ASCII",
    "OPENAI_REALTIME_URL, ws://voice.example/v1, unencrypted",
    "OPENAI_REALTIME_URL, https://voice.example/v1, use wss://",
    "OPENAI_REALTIME_URL, wss://u:canary7f3a@voice.example/v1, holds a user",
    "OPENAI_REALTIME_URL, canary7f3a, names no host",
    "PORT, eighty, from 0 to 65535",
    "PORT, 65536, from 0 to 65535",
    "PORT, -1, from 0 to 65535",
    "PORT, 80.5, from 0 to 65535",
    "ADMIN_PORT, eighty, from 0 to 65535",
    "OTEL_EXPORTER_OTLP_ENDPOINT, grpc://127.0.0.1:4317, is not http or https",
    "OTEL_EXPORTER_OTLP_ENDPOINT, 127.0.0.1, is not http or https",
    "OTEL_EXPORTER_OTLP_ENDPOINT, http:///v1, names no host",
    "OTEL_EXPORTER_OTLP_ENDPOINT, https://u:canary7f3a@collector, holds a user",
    "LOG_FORMAT, xml, give json or text",
    "CALLFLUX_CONFIG, /no/such/file.yaml, can't be read",
    "CALLFLUX_CONFIG, /tmp, can't be read"
  })
  void wrongVariableIsTold(String name, String value, String complaint) {
    var environment = new HashMap<>(PRODUCTION);
    environment.put(name, value);

    assertThat(faults(environment, false))
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.key()).isEqualTo(name);
          assertThat(fault.toString()).contains(complaint);
          assertThat(fault.remedy()).isNotBlank();
        });
  }

  @ParameterizedTest
  @CsvSource({
    "'{url: \"https://a.example\", headers: {A: \"${CRM_TOKEN}\"}}', .headers.A, needs CRM_TOKEN",
    "'{url: /local/appointments/book}', .url, which is local mode's"
  })
  void toolThatLacksSomethingInProductionIsTold(String http, String key, String complaint)
      throws Exception {
    var yaml = "agent: {tools: [{name: a, description: d, http: " + http + "}]}";
    var environment = new HashMap<>(PRODUCTION);
    environment.put(
        "CALLFLUX_CONFIG", Files.writeString(folder.resolve("a.yaml"), yaml).toString());

    assertThat(faults(environment, false))
        .singleElement()
        .asString()
        .startsWith("agent.tools[0].http" + key)
        .contains(complaint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"OPENAI_API_KEY", "TWILIO_AUTH_TOKEN", "TWILIO_AUTH_TOKEN_SECONDARY"})
  void lineBreakWithinASecretIsTold(String name) {
    var environment = new HashMap<>(PRODUCTION);
    environment.put(name, "a-secret-that-has-a\n" + CANARY);

    assertThat(faults(environment, false))
        .singleElement()
        .satisfies(fault -> assertThat(fault.toString()).contains(name, "line break", "copy it"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "agnet: {voice: marin}                           | agnet            | not a setting",
        "agent: {voise: marin}                           | agent.voise      | not a setting",
        "agent: {turn_detection: {treshold: 1}}          | agent.turn_detection.treshold | spelling",
        "agent: marin                                    | agent            | not a map",
        "agent: [voice, marin]                           | agent            | not a map",
        "agent: {voice: [marin]}                         | agent.voice      | single value",
        "agent: {voice: {name: marin}}                   | agent.voice      | single value",
        "agent: {voice: ''}                              | agent.voice      | blank",
        "agent: {speed: fast}                            | agent.speed      | from 0.25 to 1.5",
        "agent: {speed: 1.6}                             | agent.speed      | from 0.25 to 1.5",
        "agent: {speed: .nan}                            | agent.speed      | from 0.25 to 1.5",
        "agent: {max_output_tokens: 0}                   | agent.max_output_tokens | from 1 to",
        "agent: {max_output_tokens: 9999999999}          | agent.max_output_tokens | from 1 to",
        "agent: {noise_reduction: loud}                  | agent.noise_reduction | near_field, far",
        "agent: {turn_detection: {type: vad}}            | agent.turn_detection.type | semantic_vad",
        "agent: {turn_detection: {threshold: 2}}         | agent.turn_detection.threshold | 0.0 to",
        "agent: {turn_detection: {create_response: no}}  | agent.turn_detection.create_response"
            + " | true or false",
        "agent: {turn_detection: {idle_timeout_ms: 1}}   | agent.turn_detection.idle_timeout_ms"
            + " | 5000 to 30000",
        "agent: {transcription: {language: de}}          | agent.transcription.model | is not set",
        "agent: {limits: {length: 60}}                   | agent.limits.length | such as 500ms",
        "agent: {limits: {silence: 0s}}                  | agent.limits.silence | more than zero",
        "agent: {limits: {silence: -5s}}                 | agent.limits.silence | such as",
        "server: {drain: 1w}                             | server.drain     | such as",
        "server: {drain: 9999999999h}                    | server.drain     | such as",
        "server: {limits: {max_calls: 1.5}}              | server.limits.max_calls | whole number",
        "server: {limits: {max_calls: 0}}                | server.limits.max_calls | or unlimited",
        "server: {limits: {per_caller: none}}            | server.limits.per_caller | or unlimited",
        "server: {limits: {per_number: -1}}              | server.limits.per_number | from 1 to",
        "server: {limits: {capacity_file: /no/such}}     | server.limits.capacity_file | the bench",
        "server: {limits: {capacity_file: /etc/hosts}}   | server.limits.capacity_file | the bench",
        "door: {max_calls: 0}                            | door.max_calls   | or unlimited",
        "door: {overflow: {type: sing}}                  | door.overflow.type | busy, say, dial",
        "door: {overflow: {type: say}}                   | door.overflow.text | is not set",
        "door: {overflow: {type: dial}}                  | door.overflow.number | is not set",
        "door: {overflow: {type: dial, number: '+14155550100'}} | door.overflow.number"
            + " | outbound.countries",
        "door: {countries: Germany}                      | door.countries   | ISO codes",
        "outbound: {countries: US and DE}                | outbound.countries | ISO codes",
        "spend: {call_usd: 0}                            | spend.call_usd   | or unlimited",
        "spend: {day_usd: -1}                            | spend.day_usd    | such as 0.50",
        "prices: {m: {text_in: 1, cached_in: 1, audio_in: 1, text_out: 1}} | prices.m.audio_out"
            + " | is not set",
        "prices: {m: {text_in: 1, cached_in: x, audio_in: 1, text_out: 1, audio_out: 1}}"
            + " | prices.m.cached_in | will not do",
        "{upstream: {model: my-model}, spend: {day_usd: 5}} | prices.my-model | a spend cap",
        "{upstream: {model: my-model}, agent: {limits: {call_usd: 5}}} | prices.my-model | cap",
        "{upstream: {model: my-model}, door: {day_usd: 5}} | prices.my-model | a spend cap",
        "apology: {text: ' '}                            | apology.text     | blank",
        "upstream: {url: 'ws://voice.example'}           | upstream.url     | unencrypted",
        "upstream: {dialect: alpha}                      | upstream.dialect | ga, beta",
        "upstream: {key_header: 'api key'}               | upstream.key_header | such as api-key",
        "upstream: {headers: {X-A: \"canary7f3a\\nX\"}}  | upstream.headers.X-A | line break",
        "upstream: {headers: {'X A': canary7f3a}}        | upstream.headers.X A | header's name",
        "upstream: {headers: canary7f3a}                 | upstream.headers | not a map",
        "upstream: {dialect: \"canary7f3a\\nand more\"}  | upstream.dialect | its value",
        "- agent                                         | CALLFLUX_CONFIG  | not a map",
        "agent                                           | CALLFLUX_CONFIG  | not a map",
        "agent: {voice: marin                            | CALLFLUX_CONFIG  | not YAML at line",
        "agent: {voice: a, voice: b}                     | CALLFLUX_CONFIG  | come twice",
      })
  void wrongLineOfTheFileIsTold(String yaml, String key, String complaint) throws Exception {
    assertThat(faults(yaml))
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.key()).isEqualTo(key);
          assertThat(fault.toString()).contains(complaint);
          assertThat(fault.remedy()).isNotBlank();
        });
  }

  @Test
  void brokenYamlIsToldByItsLine() throws Exception {
    assertThat(faults("agent:\n  voice: marin\n speed: 1\n"))
        .singleElement()
        .satisfies(fault -> assertThat(fault.what()).contains("line 3, column"));
  }

  @Test
  void secondDocumentIsNotPassedOver() throws Exception {
    assertThat(faults("agent: {voice: marin}\n---\nagent: {voice: cedar}\n")).hasSize(1);
  }

  @Test
  void faultIsOneLineWhateverItsKey() throws Exception {
    assertThat(faults("\"a\\n\\u2028b\": 1"))
        .singleElement()
        .satisfies(fault -> assertThat(fault.toString()).startsWith("a??b: is not a setting"));
  }

  @Test
  void everyFaultIsToldAtOnce() throws Exception {
    var file = Files.writeString(folder.resolve("all.yaml"), "agent: {speed: 9}\nserver: {x: 1}");
    var environment =
        Map.of(
            "PORT", "x",
            "PUBLIC_URL", "http://voice.example.com",
            "TWILIO_ACCOUNT_SID", "AC1",
            "TWILIO_AUTH_TOKEN", CANARY,
            "OPENAI_REALTIME_URL", "ws://voice.example",
            "OPENAI_API_KEY", CANARY + "\n",
            "LOG_FORMAT", "xml",
            "CALLFLUX_CONFIG", file.toString());

    assertThat(faults(environment, false))
        .extracting(Fault::key)
        .containsExactlyInAnyOrder(
            "PORT",
            "PUBLIC_URL",
            "TWILIO_ACCOUNT_SID",
            "TWILIO_AUTH_TOKEN",
            "OPENAI_REALTIME_URL",
            "OPENAI_API_KEY",
            "LOG_FORMAT",
            "agent.speed",
            "server.x");
  }

  @Test
  void secondTokenAloneIsAMistakeAndNotLocalMode() {
    assertThat(faults(Map.of("TWILIO_AUTH_TOKEN_SECONDARY", CANARY + "-auth-token"), false))
        .extracting(Fault::key)
        .containsExactlyInAnyOrder(
            "OPENAI_API_KEY", "TWILIO_AUTH_TOKEN", "TWILIO_ACCOUNT_SID", "PUBLIC_URL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "10.1.2.3", "::", "voice.example.com"})
  void localModeServesNobodyElse(String bind) {
    assertThat(faults(Map.of("BIND", bind), false))
        .singleElement()
        .satisfies(fault -> assertThat(fault.key()).isEqualTo("BIND"));
    assertThat(faults(Map.of("BIND", bind, "OPENAI_API_KEY", CANARY), true)).hasSize(1);
    assertThat(faults(Map.of("ADMIN_BIND", bind), false))
        .singleElement()
        .satisfies(fault -> assertThat(fault.key()).isEqualTo("ADMIN_BIND"));
  }

  private List<Fault> faults(String yaml) throws Exception {
    var environment = new HashMap<>(PRODUCTION);
    var file = Files.writeString(folder.resolve("callflux.yaml"), yaml);
    environment.put("CALLFLUX_CONFIG", file.toString());
    return faults(environment, false);
  }

  /// What is wrong, none of which may hold a secret.
  private static List<Fault> faults(Map<String, String> environment, boolean local) {
    var invalid =
        Objects.requireNonNull(
            catchThrowableOfType(ConfigInvalid.class, () -> GatewayConfig.read(environment, local)),
            "it was taken as it is");
    assertThat(invalid.faults().toString() + invalid).doesNotContain(CANARY);
    return invalid.faults();
  }
}
