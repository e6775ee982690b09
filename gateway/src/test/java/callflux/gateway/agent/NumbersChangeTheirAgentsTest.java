package callflux.gateway.agent;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.realtime.Session.Eagerness;
import callflux.codec.realtime.Session.Transcription;
import callflux.codec.realtime.Session.TurnDetection.SemanticVad;
import callflux.gateway.config.Settings;
import callflux.gateway.config.Sources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A number has its agent as it is, but for what the number itself says.
class NumbersChangeTheirAgentsTest {
  private static final String YAML =
      """
      agents:
        reception:
          instructions: You answer for {{company}} in {{city}}.
          greeting: Say {{ company }}.
          variables: {company: Acme}
          voice: marin
          model: gpt-realtime-2.1-mini
          language: DE
          transcription: {model: gpt-4o-transcribe}
          turn_detection: {threshold: 0.7}
          caller_data: [from, city, from]
          tools:
            - {name: look_up, description: Looks up., http: {url: "https://a.example"}}
          upstream: azure
        sales:
          instructions_file: sales.md
          language: fr
          transcription: {model: gpt-4o-transcribe, language: en}
      numbers:
        "+14155550100": {agent: reception, variables: {city: Berlin}}
        "+1415*":
          agent: reception
          variables: {city: San Francisco}
          turn_detection: {type: semantic_vad, eagerness: low}
          voice: cedar
          tools:
            - {name: book, description: Books., http: {url: "https://a.example"}}
        "+1*":
          agent: reception
          instructions_file: sales.md
          upstream: default
          caller_data: []
          tools: []
        "+44*": {agent: sales, instructions: Sell.}
        default: sales
      """;

  @TempDir private Path folder;
  private AgentDirectory directory = new AgentDirectory(List.of(), null);

  @BeforeEach
  void read() throws Exception {
    Files.writeString(folder.resolve("sales.md"), "\uFEFFSell everything.\n\n");
    var file = Files.writeString(folder.resolve("callflux.yaml"), YAML);
    var settings = Settings.of(Map.of("FILE", file.toString()), "FILE", new Sources());
    directory =
        DirectorySettings.read(
            settings.file(), Map.of("default", "gpt-realtime-2.1", "azure", "phone"));
    settings.complain();
  }

  @Test
  void agentIsAsItsSettingsSay() {
    var agent = agent("+14155550100");

    assertThat(agent.name()).isEqualTo("reception");
    assertThat(agent.session().instructions()).isEqualTo("You answer for Acme in Berlin.");
    assertThat(agent.greeting()).isEqualTo("Say Acme.");
    assertThat(agent.session().model()).isEqualTo("gpt-realtime-2.1-mini");
    assertThat(agent.upstream()).isEqualTo("azure");
    assertThat(agent.callerData()).containsExactly(CallerField.FROM, CallerField.CITY);
    assertThat(agent.session().transcription())
        .isEqualTo(new Transcription("gpt-4o-transcribe", "de", null));
  }

  @Test
  void variablesOfANumberAreAddedAndMayBeAllThereIs() {
    assertThat(agent("+14155550101").session().instructions())
        .isEqualTo("You answer for Acme in San Francisco.");
  }

  @Test
  void whatANumberSetsReplacesTheAgents() {
    var session = agent("+14155550101").session();

    assertThat(session.voice()).isEqualTo("cedar");
    assertThat(session.turnDetection()).isEqualTo(new SemanticVad(Eagerness.LOW, true, true));
    assertThat(agent("+12125550100").upstream()).isEqualTo("default");
    assertThat(agent("+12125550100").callerData()).isEmpty();
  }

  @Test
  void toolsOfANumberReplaceTheAgents() {
    assertThat(agent("+14155550100").tool("look_up")).isPresent();
    assertThat(agent("+14155550101").tools()).extracting(Tool::name).containsExactly("book");
    assertThat(agent("+14155550101").session().tools()).hasSize(1);
    assertThat(agent("+12125550100").tools()).isEmpty();
    assertThat(agent("+12125550100").session().tools()).isEmpty();
  }

  @Test
  void instructionsOfANumberReplaceTheAgentsHoweverEitherIsWritten() {
    assertThat(agent("+12125550100").session().instructions()).isEqualTo("Sell everything.");
    assertThat(agent("+442071838750").session().instructions()).isEqualTo("Sell.");
    assertThat(agent("+4930123456").session().instructions()).isEqualTo("Sell everything.");
  }

  @Test
  void transcriptionKeepsALanguageOfItsOwn() {
    assertThat(agent("+4930123456").session().transcription())
        .isEqualTo(new Transcription("gpt-4o-transcribe", "en", null));
  }

  @Test
  void promptsVersionIsThatOfWhatTheModelIsTold() {
    var version = agent("+14155550100").promptVersion();

    assertThat(version).matches("[0-9a-f]{12}");
    assertThat(agent("+14155550101").promptVersion()).isNotEqualTo(version);
    assertThat(new Agent("other", agent("+14155550100").session(), "Say Acme.", limits()))
        .returns(version, Agent::promptVersion);
    assertThat(new Agent("other", agent("+14155550100").session(), null, limits()).promptVersion())
        .isNotEqualTo(version);
  }

  @Test
  void everyNumberIsListed() {
    assertThat(directory.plans())
        .extracting(NumberPlan::label)
        .containsExactly("+1*", "+1415*", "+14155550100", "+44*", "default");
  }

  private Agent.Limits limits() {
    return agent("+14155550100").limits();
  }

  private Agent agent(String number) {
    return directory.plan(number).orElseThrow().agent();
  }
}
