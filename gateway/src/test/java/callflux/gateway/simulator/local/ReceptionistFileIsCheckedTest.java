package callflux.gateway.simulator.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceptionistFileIsCheckedTest {
  @TempDir private Path directory;

  @BeforeEach
  void copy() throws IOException {
    for (String name : new String[] {"receptionist.gram", "receptionist.yaml"}) {
      String at = "/callflux/gateway/simulator/local/" + name;
      try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream(at))) {
        Files.copy(in, directory.resolve(name));
      }
    }
  }

  @Test
  void oneOfTheUsersOwnIsRead() throws IOException {
    change("greeting:\n    - Hello", "greeting:\n    - Ahoy");

    var greeting = new Dialogue(Receptionist.read(directory).script()).greet();

    assertThat(greeting.toString()).contains("Ahoy");
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    Files.delete(directory.resolve("receptionist.gram"));
    fails("receptionist.gram can't be read");
  }

  @Test
  void aSettingThatNobodyKnowsIsNamed() throws IOException {
    change("confirm:", "confrim:");
    fails("confrim");
  }

  @Test
  void aSlotThatIsNotThereIsPointedAt() throws IOException {
    change("slots: [service, day, time]", "slots: [service, day, hour]");
    fails("intents.book.slots names one that is not there");
  }

  @Test
  void aSentenceThatIsMissingIsPointedAt() throws IOException {
    change("  goodbye: [", "  farewell: [");
    fails("say.goodbye is not there");
  }

  @Test
  void whatIsNoYamlIsSaidToBeNone() throws IOException {
    Files.writeString(directory.resolve("receptionist.yaml"), "say: [: }");
    fails("receptionist.yaml: ");
  }

  @Test
  void aWordThatNobodyCanPronounceIsNamed() throws IOException {
    Path grammar = directory.resolve("receptionist.gram");
    Files.writeString(
        grammar, Files.readString(grammar).replace("| vaccination", "| vaxxinazzion"));

    var receptionist = Receptionist.read(directory);

    assertThatThrownBy(() -> Ear.of(receptionist.grammar()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("receptionist.gram")
        .hasMessageContaining("vaxxinazzion");
  }

  private void change(String from, String to) throws IOException {
    Path file = directory.resolve("receptionist.yaml");
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }

  private void fails(String message) {
    assertThatThrownBy(() -> Receptionist.read(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }
}
