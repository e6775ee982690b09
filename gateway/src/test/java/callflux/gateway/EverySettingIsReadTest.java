package callflux.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.audio.AudioFormat;
import callflux.codec.realtime.Dialect;
import callflux.codec.realtime.Session;
import callflux.codec.realtime.Session.Eagerness;
import callflux.codec.realtime.Session.NoiseReduction;
import callflux.codec.realtime.Session.Transcription;
import callflux.codec.realtime.Session.TurnDetection.SemanticVad;
import callflux.codec.realtime.Session.TurnDetection.ServerVad;
import callflux.gateway.GatewayConfig.Listen;
import callflux.gateway.agent.Agent;
import callflux.gateway.agent.CallerField;
import callflux.gateway.agent.NumberPlan;
import callflux.gateway.agent.OpeningHours;
import callflux.gateway.agent.OpeningHours.Closed;
import callflux.gateway.agent.OpeningHours.Span;
import callflux.gateway.agent.Parameters;
import callflux.gateway.agent.Tool;
import callflux.gateway.call.Calls;
import callflux.gateway.call.Caps;
import callflux.gateway.config.ConfigInvalid;
import callflux.gateway.config.Secret;
import callflux.gateway.ops.OpsConfig;
import callflux.gateway.realtime.Access;
import callflux.gateway.realtime.Endpoint;
import callflux.gateway.realtime.RealtimeConfig;
import callflux.gateway.softphone.SoftphoneConfig;
import callflux.gateway.tool.ToolsConfig;
import callflux.gateway.twilio.TwilioConfig;
import callflux.gateway.twilio.TwilioConfig.Apology;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is written in the environment and in the file gets to where it is used.
class EverySettingIsReadTest {
  private static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";
  private static final String OTHER_ACCOUNT = "ACfedcba9876543210fedcba9876543210";
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final String SECOND_TOKEN = "fedcba9876543210fedcba9876543210";
  private static final Map<String, String> PRODUCTION =
      Map.of(
          "OPENAI_API_KEY",
          "sk-key",
          "TWILIO_AUTH_TOKEN",
          TOKEN,
          "TWILIO_ACCOUNT_SID",
          ACCOUNT,
          "PUBLIC_URL",
          "https://voice.example.com");

  private static final OpsConfig OPS = new OpsConfig("127.0.0.1", 8081, null);

  private static final Map<String, Object> ORDER =
      Map.of(
          "type",
          "object",
          "properties",
          Map.of("number", Map.of("type", "string")),
          "required",
          List.of("number"));

  @TempDir private Path folder;

  @Test
  void environment() throws Exception {
    var config =
        GatewayConfig.read(
            Map.of(
                "PORT", "9090",
                "BIND", "10.1.2.3",
                "PUBLIC_URL", " https://voice.example.com:8443/ ",
                "OPENAI_API_KEY", "sk-key",
                "OPENAI_REALTIME_URL", "wss://voice.example/v1",
                "OPENAI_MODEL", "my-model",
                "TWILIO_AUTH_TOKEN", TOKEN,
                "TWILIO_AUTH_TOKEN_SECONDARY", SECOND_TOKEN,
                "TWILIO_ACCOUNT_SID", ACCOUNT + " , " + OTHER_ACCOUNT + "," + ACCOUNT,
                "LOG_FORMAT", "text"),
            false);

    assertThat(config.local()).isFalse();
    assertThat(config.listen())
        .isEqualTo(new Listen("10.1.2.3", 9090, Duration.ofMinutes(10), OPS));
    assertThat(config.twilio())
        .isEqualTo(
            new TwilioConfig(
                URI.create("https://voice.example.com:8443/"),
                List.of(new Secret(TOKEN), new Secret(SECOND_TOKEN)),
                Set.of(ACCOUNT, OTHER_ACCOUNT),
                true,
                config.twilio().apology()));
    assertThat(upstream(config).endpoint())
        .isEqualTo(new Endpoint("wss://voice.example/v1", "my-model", "model", Map.of()));
    assertThat(upstream(config).access()).isEqualTo(Access.bearer(new Secret("sk-key")));
  }

  @Test
  void environmentForTheOperator() throws Exception {
    var environment = new HashMap<>(PRODUCTION);
    environment.put("ADMIN_PORT", "9091");
    environment.put("ADMIN_BIND", "10.1.2.4");
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector.internal:4318");

    assertThat(GatewayConfig.read(environment, false).listen().ops())
        .isEqualTo(new OpsConfig("10.1.2.4", 9091, URI.create("http://collector.internal:4318")));
  }

  @Test
  void fileForTheAgent() throws Exception {
    assertThat(agent(with(everySetting())))
        .isEqualTo(
            new Agent(
                "reception",
                new Session(
                    "my-deployment",
                    "Take a message for Ms. Smith.",
                    AudioFormat.PCM16,
                    "marin",
                    1.25,
                    new ServerVad(0.7, 250, 650, 7_000, false, false),
                    NoiseReduction.FAR_FIELD,
                    new Transcription("gpt-4o-mini-transcribe", "de", "Names of streets."),
                    1_024,
                    List.of(
                        new Session.Tool("find_order", "Finds an order by its number.", ORDER))),
                "Say good morning.",
                new Agent.Limits(Duration.ofHours(1), Duration.ofSeconds(90), 250_000L),
                "azure",
                List.of(CallerField.values()),
                hours(),
                List.of(
                    new Tool(
                        "find_order",
                        "Finds an order by its number.",
                        Parameters.of(ORDER),
                        new Tool.Endpoint(
                            Tool.Method.GET,
                            URI.create("https://crm.example.com/orders"),
                            Map.of("Authorization", new Secret("Bearer crm-token")),
                            Duration.ofSeconds(2))))));
  }

  private static OpeningHours hours() {
    var day = List.of(new Span(540, 1_020));
    return new OpeningHours(
        ZoneId.of("Europe/Berlin"),
        Map.of(
            DayOfWeek.MONDAY, List.of(new Span(540, 720), new Span(780, 1_020)),
            DayOfWeek.TUESDAY, day,
            DayOfWeek.WEDNESDAY, day,
            DayOfWeek.THURSDAY, day,
            DayOfWeek.FRIDAY, List.of(new Span(540, 1_440)),
            DayOfWeek.SATURDAY, List.of(),
            DayOfWeek.SUNDAY, List.of()),
        new Closed("Wir haben geschlossen.", "de-DE"));
  }

  @Test
  void fileForTheNumbers() throws Exception {
    var agents = with(everySetting()).agents();

    assertThat(agents.plans())
        .extracting(NumberPlan::label)
        .containsExactly("+49*", "+493012345678");
    assertThat(agents.plan("+49301").orElseThrow().agent().session().voice()).isEqualTo("cedar");
    assertThat(agents.plan("+14155550100")).isEmpty();
  }

  @Test
  void fileForSeveralAgents() throws Exception {
    var agents = with(resource("every-agent.yaml")).agents();

    assertThat(agents.plan("+493012345678").orElseThrow().agent().session().instructions())
        .isEqualTo("Sell whatever there is in Berlin.");
    assertThat(agents.plan("+14155550100").orElseThrow().agent().session().instructions())
        .isEqualTo("Sell whatever there is in Paris.");
  }

  @Test
  void fileForFurtherServers() throws Exception {
    var azure = Objects.requireNonNull(with(everySetting()).upstreams().get("azure"));

    assertThat(azure.endpoint().url()).isEqualTo("wss://azure.example/openai/v1/realtime");
    assertThat(azure.access())
        .isEqualTo(new Access(new Secret("azure-key"), "api-key", "", Map.of()));
  }

  @Test
  void furtherServerWithoutAKeyIsSimulatedInLocalMode() throws Exception {
    var environment = Map.of("CALLFLUX_CONFIG", everySetting().toString());

    assertThat(GatewayConfig.read(environment, true).upstreams()).doesNotContainKey("azure");
  }

  @Test
  void fileForTheServer() throws Exception {
    var config = with(everySetting());

    assertThat(config.listen().drain()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.terms())
        .isEqualTo(
            new Calls.Terms(
                new Caps(250, 20, 90, 5, new Caps.Caller(3, 6, 40)), Duration.ofMillis(1_500)));
    assertThat(config.twilio().apology()).isEqualTo(new Apology("de-DE", "Das tut uns leid."));
    assertThat(config.tools()).isEqualTo(new ToolsConfig(true, false));
  }

  @Test
  void softphoneIsOffUntilItIsAskedFor() throws Exception {
    assertThat(GatewayConfig.read(PRODUCTION, false).softphone().access())
        .isEqualTo(SoftphoneConfig.Access.NOBODY);
    assertThat(with(everySetting()).softphone().access()).isEqualTo(SoftphoneConfig.Access.TOKEN);
    assertThat(GatewayConfig.read(Map.of(), false).softphone().access())
        .isEqualTo(SoftphoneConfig.Access.THIS_HOST);
  }

  @Test
  void fileForTheModelsServer() throws Exception {
    var upstream = upstream(with(everySetting()));

    assertThat(upstream.endpoint())
        .isEqualTo(
            new Endpoint(
                "wss://voice.example/openai/realtime",
                "house-model",
                "deployment",
                Map.of("api-version", "2025-04-01-preview")));
    assertThat(upstream.access())
        .isEqualTo(new Access(new Secret("sk-key"), "api-key", "Key ", Map.of("X-Team", "phone")));
    assertThat(upstream.dialect()).isEqualTo(Dialect.BETA);
  }

  @Test
  void environmentGoesBeforeTheFile() throws Exception {
    var environment = new HashMap<>(PRODUCTION);
    environment.put("CALLFLUX_CONFIG", everySetting().toString());
    environment.put("AZURE_KEY", "azure-key");
    environment.put("CRM_TOKEN", "crm-token");
    environment.put("READER_KEY", "reader-key");
    environment.put("CRM_SECRET", "crm-secret-crm-secret");
    environment.put("OPENAI_REALTIME_URL", "wss://other.example/v1");
    environment.put("OPENAI_MODEL", "other-model");

    var endpoint = upstream(GatewayConfig.read(environment, false)).endpoint();

    assertThat(endpoint.url()).isEqualTo("wss://other.example/v1");
    assertThat(endpoint.model()).isEqualTo("other-model");
  }

  @Test
  void semanticTurnDetection() throws Exception {
    assertThat(turnDetection("{type: semantic_vad, eagerness: high, create_response: false}"))
        .isEqualTo(new SemanticVad(Eagerness.HIGH, false, true));
    assertThat(turnDetection("{type: semantic_vad}"))
        .isEqualTo(new SemanticVad(Eagerness.AUTO, true, true));
  }

  @Test
  void emptyGreetingLetsTheCallerBegin() throws Exception {
    assertThat(agent(with(written("agent: {greeting: ''}"))).greeting()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"none", "''"})
  void modelCanBeLeftOutOfTheAddress(String modelKey) throws Exception {
    var upstream = upstream(with(written("upstream: {model_key: '" + modelKey + "'}")));
    assertThat(upstream.endpoint().modelKey()).isNull();
  }

  @Test
  void keyInAHeaderOfItsOwnStandsAlone() throws Exception {
    var upstream = upstream(with(written("upstream: {key_header: api-key}")));
    assertThat(upstream.access().prefix()).isEmpty();
  }

  @Test
  void productionNeedsNoMoreThanItsSecrets() throws Exception {
    var config = GatewayConfig.read(PRODUCTION, false);

    assertThat(config.local()).isFalse();
    assertThat(config.listen())
        .isEqualTo(new Listen("127.0.0.1", 8080, Duration.ofMinutes(10), OPS));
    assertThat(config.terms())
        .isEqualTo(
            new Calls.Terms(
                new Caps(1_000, 50, 200, 10, new Caps.Caller(2, 5, 30)), Duration.ofSeconds(60)));
    assertThat(upstream(config).endpoint()).isEqualTo(Endpoint.openai("gpt-realtime-2.1"));
    assertThat(upstream(config).dialect()).isEqualTo(Dialect.GA);
    assertThat(agent(config).greeting()).isNotBlank();
    assertThat(agent(config).limits())
        .isEqualTo(new Agent.Limits(Duration.ofMinutes(60), Duration.ofSeconds(60)));
    assertThat(agent(config).session().turnDetection())
        .isEqualTo(new ServerVad(0.5, 300, 500, null, true, true));
  }

  @Test
  void nothingAtAllIsLocalMode() throws Exception {
    var config = GatewayConfig.read(Map.of(), false);

    assertThat(config.local()).isTrue();
    assertThat(config.upstream()).isNull();
    assertThat(config.listen().bind()).isEqualTo("127.0.0.1");
    assertThat(config.terms().caps())
        .isEqualTo(new Caps(1_000, Caps.UNLIMITED, Caps.UNLIMITED, 10, Caps.Caller.FREE));
    assertThat(config.twilio().publicUrl()).hasToString("http://127.0.0.1:8080");
  }

  @Test
  void receptionistAnswersInLocalModeIfNobodyElseIsNamed() throws Exception {
    var receptionist = agent(GatewayConfig.read(Map.of(), false));

    assertThat(receptionist.name()).isEqualTo("receptionist");
    assertThat(receptionist.session().transcription()).isNotNull();
    assertThat(receptionist.tools())
        .extracting(tool -> tool.name() + " " + tool.endpoint().url())
        .containsExactly(
            "book_appointment /local/appointments/book",
            "change_appointment /local/appointments/change",
            "cancel_appointment /local/appointments/cancel",
            "list_appointments /local/appointments/list",
            "transfer_to_person /local/appointments/transfer");
    assertThat(receptionist.session().tools()).hasSize(5);
  }

  @Test
  void whoeverIsNamedAnswersInLocalModeToo() throws Exception {
    var file = written("agent: {voice: marin}").toString();

    var agent = agent(GatewayConfig.read(Map.of("CALLFLUX_CONFIG", file), true));

    assertThat(agent.name()).isEqualTo("default");
    assertThat(agent.tools()).isEmpty();
  }

  @Test
  void headerWhoseSecretIsMissingIsLeftOutInLocalMode() throws Exception {
    var file = everySetting().toString();

    assertThat(agent(GatewayConfig.read(Map.of("CALLFLUX_CONFIG", file), true)).tools())
        .singleElement()
        .satisfies(tool -> assertThat(tool.endpoint().headers()).isEmpty());
  }

  @Test
  void blankSecretsAreNone() throws Exception {
    var blank = Map.of("OPENAI_API_KEY", "", "TWILIO_AUTH_TOKEN", " ", "TWILIO_ACCOUNT_SID", "");
    assertThat(GatewayConfig.read(blank, false).local()).isTrue();
  }

  @Test
  void localModeWithAKeyTalksToTheModel() throws Exception {
    var config = GatewayConfig.read(Map.of("OPENAI_API_KEY", "sk-key"), true);

    assertThat(config.local()).isTrue();
    assertThat(upstream(config).endpoint().url()).isEqualTo(Endpoint.OPENAI);
  }

  @Test
  void localServerNeedsNoKey() throws Exception {
    var config = GatewayConfig.read(Map.of("OPENAI_REALTIME_URL", "ws://127.0.0.1:9000/v1"), false);

    assertThat(config.local()).isTrue();
    assertThat(upstream(config).access().key()).isNull();
  }

  @Test
  void loopbackHasASixthVersion() throws Exception {
    var config = GatewayConfig.read(Map.of("BIND", "::1"), false);
    assertThat(config.twilio().publicUrl()).hasToString("http://[::1]:8080");
  }

  @ParameterizedTest
  @CsvSource({"'', true, TEXT", "'', false, JSON", "json, true, JSON", "TEXT, false, TEXT"})
  void logFormat(String variable, boolean local, LogFormat format) {
    assertThat(LogFormat.of(Map.of("LOG_FORMAT", variable), local)).isEqualTo(format);
  }

  private Session.TurnDetection turnDetection(String yaml) throws Exception {
    return agent(with(written("agent: {turn_detection: " + yaml + "}"))).session().turnDetection();
  }

  static Path everySetting() throws Exception {
    return resource("every-setting.yaml");
  }

  private static Path resource(String name) throws Exception {
    return Path.of(Objects.requireNonNull(EverySettingIsReadTest.class.getResource(name)).toURI());
  }

  private Path written(String yaml) throws Exception {
    return Files.writeString(folder.resolve("callflux.yaml"), yaml);
  }

  static GatewayConfig with(Path file) throws ConfigInvalid {
    var environment = new HashMap<>(PRODUCTION);
    environment.put("CALLFLUX_CONFIG", file.toString());
    environment.put("AZURE_KEY", "azure-key");
    environment.put("CRM_TOKEN", "crm-token");
    environment.put("READER_KEY", "reader-key");
    environment.put("CRM_SECRET", "crm-secret-crm-secret");
    return GatewayConfig.read(environment, false);
  }

  private static Agent agent(GatewayConfig config) {
    return config.agents().plan("+493012345678").orElseThrow().agent();
  }

  private static RealtimeConfig upstream(GatewayConfig config) {
    return Objects.requireNonNull(config.upstream());
  }
}
