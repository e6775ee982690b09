package callflux.gateway;

import static callflux.gateway.Configured.PRODUCTION;
import static callflux.gateway.Configured.agent;
import static callflux.gateway.Configured.everySetting;
import static callflux.gateway.Configured.resource;
import static callflux.gateway.Configured.upstream;
import static callflux.gateway.Configured.with;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.audio.AudioFormat;
import callflux.codec.realtime.Dialect;
import callflux.codec.realtime.Session;
import callflux.codec.realtime.Session.Eagerness;
import callflux.codec.realtime.Session.NoiseReduction;
import callflux.codec.realtime.Session.Transcription;
import callflux.codec.realtime.Session.TurnDetection.SemanticVad;
import callflux.codec.realtime.Session.TurnDetection.ServerVad;
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
import callflux.gateway.config.Secret;
import callflux.gateway.realtime.Access;
import callflux.gateway.realtime.Endpoint;
import callflux.gateway.softphone.SoftphoneConfig;
import callflux.gateway.tool.ToolsConfig;
import callflux.gateway.twilio.TwilioConfig.Apology;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is written in the environment and in the file gets to where it is used.
class EverySettingIsReadTest {
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

  private Session.TurnDetection turnDetection(String yaml) throws Exception {
    return agent(with(written("agent: {turn_detection: " + yaml + "}"))).session().turnDetection();
  }

  private Path written(String yaml) throws Exception {
    return Files.writeString(folder.resolve("callflux.yaml"), yaml);
  }
}
