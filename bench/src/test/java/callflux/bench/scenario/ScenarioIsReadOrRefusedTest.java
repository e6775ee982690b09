package callflux.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import callflux.bench.load.Speech;
import callflux.bench.load.Wav;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioIsReadOrRefusedTest {
  @TempDir private Path folder;

  @Test
  void everyKeyIsRead() throws IOException {
    Wav.of(16_000, new short[16_000]).write(folder.resolve("cough.wav"));
    var script =
        read(
            """
            title: All of it
            to: "+15550100009"
            ends: length_cap
            lasts: 1.5m
            config: {agent: {greeting: Hi.}}
            steps:
              - expect: {said: [hello, /good (day|morning)/], heard: voice}
              - say: how are you
                over: 800ms
              - expect: {cleared: 1s, answered: 2500ms, unsaid: bad}
              - expect:
                  tool: book
                  with: {time: "10:00"}
                  output: {ok: true}
              - press: "1#"
              - mumble: 2s
              - silence: 1s
              - wav: cough.wav
              - wait: for the rest
              - expect: {tool: none}
            """);

    assertThat(script.name()).isEqualTo("All of it");
    assertThat(script.to()).isEqualTo("+15550100009");
    assertThat(script.ends()).isEqualTo("length_cap");
    assertThat(script.config()).contains("greeting", "Hi.");
    assertThat(script.opening()).hasSize(3);
    assertThat(script.expected()).isEqualTo(8);
    assertThat(script.scenes())
        .extracting(Script.Scene::step)
        .containsExactly(
            "say: how are you, over: 800ms",
            "press: 1#",
            "mumble: 2s",
            "silence: 1s",
            "wav: cough.wav",
            "wait: for the rest");
    var played = script.played(_ -> true);
    assertThat(played.patience().call()).isEqualTo(Duration.ofSeconds(90));
    var turns = played.turns();
    assertThat(turns.getFirst().interruptAfter()).isEqualTo(Duration.ofMillis(800));
    assertThat(turns.get(1).keys()).isEqualTo("1#");
    assertThat(turns.get(2).speech().duration()).isEqualTo(Duration.ofSeconds(2));
    assertThat(turns.get(3).awaited()).isFalse();
    assertThat(turns.get(4).speech().duration()).isEqualTo(Duration.ofSeconds(1));
    assertThat(turns.getLast().awaited()).isTrue();
  }

  @Test
  void fileIsTheNameOfWhatHasNone() throws IOException {
    assertThat(read("steps: [{press: 1}]").name()).isEqualTo("scenario");
  }

  @Test
  void folderIsReadByName() throws IOException {
    for (var name : List.of("b.yaml", "a.yaml", "notes.txt")) {
      Files.writeString(folder.resolve(name), "steps: [{press: 1}]");
    }

    assertThat(ScriptReader.readAll(folder)).extracting(Script::name).containsExactly("a", "b");
  }

  @Test
  void shippedOnesAreRead() throws IOException {
    assertThat(ScriptReader.readAll(Path.of("scenarios"))).hasSizeGreaterThanOrEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          steps: []                                     | it has no list of steps
          stops: []                                     | it has "stops"; it may have
          '{'                                           | no YAML
          hello                                         | it is no map
          'steps: [say]'                                | steps[1] is no map
          'steps: [{shout: hi}]'                        | steps[1] has "shout"; it may have
          'steps: [{over: 1s}]'                         | steps[1] has to have one of
          'steps: [{say: hi, press: 1}]'                | steps[1] has to have one of
          'steps: [{say: "..."}]'                       | can be said
          'steps: [{silence: long}]'                    | 'long' is no time such as 800ms
          'steps: [{silence: 0s}]'                      | takes no time
          'steps: [{press: X}]'                         | what no telephone has
          'steps: [{wav: none.wav}]'                    | none.wav
          'steps: [{expect: {}}]'                       | steps[1].expect expects nothing
          'steps: [{expect: {smelt: roses}}]'           | steps[1].expect has "smelt"
          'steps: [{expect: {heard: noise}}]'           | voice, or silence
          'steps: [{expect: {with: {a: 1}}}]'           | of which tool
          'steps: [{expect: {said: "/(/"}}]'            | a pattern that is none
          'steps: [{expect: {said: a}, say: b}]'        | steps[1] has "say"
          '{ends: well, steps: [{press: 1}]}'           | give one of caller_hung_up
          '{lasts: 3, steps: [{press: 1}]}'             | no time such as
          """)
  void mistakeIsToldWithItsPlace(String yaml, String complaint) {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> read(yaml))
        .withMessageContaining("scenario.yaml")
        .withMessageContaining(complaint);
  }

  @Test
  void emptyFolderIsTold() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> ScriptReader.readAll(folder))
        .withMessageContaining("no scenario in it");
  }

  @Test
  void wordsAreSpokenInAVoiceThatATelephoneCarries() {
    var spoken = Speech.spoken("I would like to book a cleaning on Tuesday at ten o'clock");

    assertThat(spoken.duration()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(6));
  }

  private Script read(String yaml) throws IOException {
    return ScriptReader.read(Files.writeString(folder.resolve("scenario.yaml"), yaml));
  }
}
