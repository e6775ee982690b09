package callflux.gateway.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a word weighs depends on those before it, and on when it is said.
class WordsAreWeighedInPlaceTest {
  private final Sentiment sentiment = new Sentiment(Lexicon.read());

  @ParameterizedTest
  @CsvSource(
      delimiter = '<',
      quoteCharacter = '~',
      value = {
        "this is terrible < it is okay",
        "it is okay < this is good",
        "this is good < this is very good",
        "this is not good < this is good",
        "I am a bit annoyed < I am fine",
        "I am really annoyed < I am a bit annoyed",
        "this is ridiculous < I am annoyed",
        "that was not very helpful < that was very helpful",
        "it was bad < it was not bad",
        "I can't believe this < I believe this",
        "thanks < thank you so much"
      })
  void phrasesAreInThisOrder(String worse, String better) {
    assertThat(of(worse)).isLessThan(of(better));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Good morning.", "No problem, what kind is it?", "Tuesday at ten", "Hello?"})
  void nothingIsMadeOfWordsThatSayNothing(String words) {
    assertThat(of(words)).isZero();
  }

  /// "No" before a comma says nothing of what follows.
  @Test
  void clausesKeepToThemselves() {
    assertThat(of("No, great")).isEqualTo(of("Great"));
  }

  @Test
  void endOfACallWeighsMore() {
    assertThat(of("this is terrible", "okay", "wonderful"))
        .isGreaterThan(of("wonderful", "okay", "this is terrible"));
  }

  @Test
  void apostrophesAndCapitalsMakeNoDifference() {
    assertThat(of("I CAN’T BELIEVE THIS")).isEqualTo(of("i can't believe this"));
  }

  private double of(String... turns) {
    return sentiment.of(Stream.of(turns).map(Words::of).filter(words -> !words.isEmpty()).toList());
  }

  @Test
  void noTurnsAreNeutral() {
    assertThat(sentiment.of(List.of())).isZero();
  }
}
