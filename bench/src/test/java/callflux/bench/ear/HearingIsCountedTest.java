package callflux.bench.ear;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HearingIsCountedTest {

  @ParameterizedTest
  @CsvSource({
    "one two three,one two three,0",
    "one two three,one three,1",
    "one two,one four,1",
    "one,one two three,2",
    "one two,,2",
    "a b c d,b c d e,2",
  })
  void everyWordThatIsWrongMissingOrAddedIsAnError(
      String said, @Nullable String heard, int errors) {
    String[] words = heard == null ? new String[0] : heard.split(" ", -1);
    assertThat(Hearing.distance(said.split(" ", -1), words)).isEqualTo(errors);
  }

  @ParameterizedTest
  @ValueSource(strings = {"receptionist.txt", "strange.txt"})
  void listsHoldPlainWords(String list) throws IOException {
    assertThat(Voice.lines(list)).isNotEmpty().allMatch(line -> line.matches("[a-z' ]+"));
  }
}
