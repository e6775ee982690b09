package callflux.gateway.simulator.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.audio.AudioFormat;
import edu.cmu.sphinx.jsgf.JSGFGrammar;
import edu.cmu.sphinx.linguist.acoustic.UnitManager;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EarHearsWhatTheGrammarHoldsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "i would like to book an appointment",
        "book a cleaning on tuesday at ten",
        "can i move my appointment to friday at four",
        "please cancel my appointment",
        "when are you open",
        "can you repeat that please",
        "i want to speak to a person",
      })
  void aSentenceOfItIsHeardByTelephone(String sentence) {
    assertThat(Speaker.heard(sentence, AudioFormat.PCMU)).isEqualTo(sentence);
  }

  @ParameterizedTest
  @EnumSource
  void whateverTheFormat(AudioFormat format) {
    assertThat(Speaker.heard("what are your opening hours", format))
        .isEqualTo("what are your opening hours");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The quick brown fox jumps over the lazy dog.",
        "Turn off the lights in the kitchen and play some music.",
        "Who won the football match last night?",
      })
  void anotherIsNotUnderstood(String sentence) {
    assertThat(Speaker.heard(sentence, AudioFormat.PCMU)).isNull();
  }

  @Test
  void everySentenceOfItMeansSomething() throws Exception {
    Receptionist receptionist = Receptionist.read(null);
    Set<String> sentences = new HashSet<>();
    JSGFGrammar grammar = parsed(receptionist.grammar());
    for (int i = 0; i < 3_000; i++) {
      sentences.add(grammar.getRandomSentence());
    }

    assertThat(sentences).hasSizeGreaterThan(200);
    assertThat(sentences)
        .noneMatch(sentence -> Meaning.of(sentence, receptionist.script()).isNothing());
  }

  private static JSGFGrammar parsed(Grammar grammar) throws Exception {
    String models = "/edu/cmu/sphinx/models/en-us/";
    var vocabulary =
        new Vocabulary(
            Vocabulary.of(grammar.text()),
            requireNonNull(Ear.class.getResource(models + "cmudict-en-us.dict")),
            requireNonNull(Ear.class.getResource(models + "en-us/noisedict")),
            new UnitManager());
    var parsed =
        new JSGFGrammar(grammar.directory(), grammar.name(), false, true, false, false, vocabulary);
    parsed.allocate();
    return parsed;
  }
}
