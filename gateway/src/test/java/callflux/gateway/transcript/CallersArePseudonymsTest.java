package callflux.gateway.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import callflux.gateway.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A caller is kept as a keyed hash: the same for the same caller, and nothing without the key.
class CallersArePseudonymsTest {
  private static final Pseudonyms ONE = Pseudonyms.keyedBy(new Secret("a secret of some length"));

  @TempDir private Path directory;

  @Test
  void sameForTheSameCallerUnderTheSameSecret() {
    var again = Pseudonyms.keyedBy(new Secret("a secret of some length"));

    assertThat(ONE.of(Sample.NUMBER)).matches("[0-9a-f]{32}").isEqualTo(again.of(Sample.NUMBER));
  }

  @Test
  void anotherForAnotherCallerOrAnotherSecret() {
    var other = Pseudonyms.keyedBy(new Secret("another secret of some length"));

    assertThat(ONE.of(Sample.NUMBER))
        .isNotEqualTo(ONE.of("+14155550101"))
        .isNotEqualTo(other.of(Sample.NUMBER));
  }

  @ParameterizedTest
  @ValueSource(strings = {" +14155550100 ", "+1 (415) 555-0100", "+1.415.555.0100"})
  void sameHoweverTheNumberIsWritten(String number) {
    assertThat(ONE.of(number)).isEqualTo(ONE.of(Sample.NUMBER));
  }

  @Test
  void sameForAnAddressHoweverItIsReached() {
    assertThat(ONE.of("sip:Ann@example.com;transport=tls"))
        .isEqualTo(ONE.of("sip:ann@example.com"));
    assertThat(ONE.of("sip:ann@example.com")).isNotEqualTo(ONE.of("sip:bob@example.com"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Anonymous", "+266696687", "restricted", "sip:anonymous@example.com"})
  void whoTellsNoNumberIsAnonymous(String from) {
    assertThat(ONE.of(from)).isEqualTo("anonymous");
  }

  @Test
  void aSecretThatCanBeGuessedIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pseudonyms.keyedBy(new Secret("too short")))
        .withMessageContaining("openssl rand -hex 32")
        .withMessageNotContaining("too short");
  }

  @Test
  void aKeyOfItsOwnIsKept() throws IOException {
    var first = Pseudonyms.keptIn(directory).of(Sample.NUMBER);

    assertThat(Pseudonyms.keptIn(directory).of(Sample.NUMBER)).isEqualTo(first);
    var file = directory.resolve("caller.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(directory).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void everyGatewayHasAnotherKey(@TempDir Path other) throws IOException {
    assertThat(Pseudonyms.keptIn(directory).of(Sample.NUMBER))
        .isNotEqualTo(Pseudonyms.keptIn(other).of(Sample.NUMBER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "00ff", "no hex at all, but as long as a key would be, or about that!"})
  void aFileThatIsNoKeyIsNotReplaced(String text) throws IOException {
    var file = directory.resolve("caller.key");
    Files.writeString(file, text);

    assertThatIOException()
        .isThrownBy(() -> Pseudonyms.keptIn(directory))
        .withMessageContaining("caller.key")
        .withMessageContaining("backup");
    assertThat(file).hasContent(text);
  }
}
