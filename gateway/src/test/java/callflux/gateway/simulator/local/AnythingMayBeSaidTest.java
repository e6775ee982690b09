package callflux.gateway.simulator.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import callflux.codec.audio.AudioFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever comes in, the ear comes to no harm and hears the next sentence as well as ever.
class AnythingMayBeSaidTest {
  private static final int RATE = Features.SAMPLE_RATE;

  private static final List<String> SUBJECTS =
      List.of("My neighbour", "The president", "An elephant", "Her brother", "Some old machine");
  private static final List<String> VERBS =
      List.of("never understood", "painted", "is afraid of", "has bought", "was looking for");
  private static final List<String> OBJECTS =
      List.of(
          "seventeen umbrellas",
          "the weather in Portugal",
          "a very slow computer",
          "strawberry jam",
          "the meaning of life",
          "somebody else's guitar",
          "the last train to London",
          "his own reflection");

  @Test
  void silenceAndNothing() {
    assertThat(Speaker.EAR.hear(new short[0], RATE)).isNull();
    assertThat(Speaker.EAR.hear(new short[1], RATE)).isNull();
    assertThat(Speaker.EAR.hear(new short[RATE / 100], RATE)).isNull();
    assertThat(Speaker.EAR.hear(new short[5 * RATE], RATE)).isNull();
    stillHears();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.9})
  void noise(double colour) {
    for (double loudness : new double[] {50, 3_000, 100_000}) {
      assertThat(Speaker.EAR.hear(Speaker.noise(3_000, loudness, colour), RATE)).isNull();
    }
    stillHears();
  }

  @Test
  void aMonologueOfAMinute() {
    assertThat(Speaker.EAR.hear(Speaker.noise(60_000, 3_000, 0.9), RATE)).isNull();
    stillHears();
  }

  @Test
  void aHandfulOfPromptsOutsideTheGrammar() {
    assertThat(misheard(prompts().subList(0, 12))).hasSizeLessThanOrEqualTo(3);
    stillHears();
  }

  @Test
  @Tag("long")
  @Timeout(600)
  void twoHundredPromptsOutsideTheGrammar() {
    List<String> prompts = prompts();
    assertThat(prompts).hasSize(200);

    List<String> misheard = misheard(prompts);

    System.out.printf("%d of 200 prompts outside the grammar were misheard%n", misheard.size());
    misheard.forEach(System.out::println);
    assertThat(misheard).hasSizeLessThan(20);
    stillHears();
  }

  private static void stillHears() {
    assertThat(Speaker.heard("when are you open", AudioFormat.PCMU)).isEqualTo("when are you open");
  }

  /// Those in which a sentence of the grammar was heard.
  private static List<String> misheard(List<String> prompts) {
    var misheard = new ArrayList<String>();
    for (String prompt : prompts) {
      assertThatCode(
              () -> {
                String heard = Speaker.heard(prompt, AudioFormat.PCMU);
                if (heard != null) {
                  misheard.add(prompt + " -> " + heard);
                }
              })
          .as(prompt)
          .doesNotThrowAnyException();
    }
    return misheard;
  }

  /// All different, in an order that is the same each time.
  private static List<String> prompts() {
    var all = new ArrayList<String>();
    for (String subject : SUBJECTS) {
      for (String verb : VERBS) {
        OBJECTS.forEach(object -> all.add(subject + " " + verb + " " + object + "."));
      }
    }
    Collections.shuffle(all, new Random(5));
    return all;
  }
}
