package callflux.gateway.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The libraries are left out of the runnable jar, and may be missing.
class GatewayDoesWithoutTest {

  @Test
  void withItsLibrariesADatabaseCanBeHad() throws Exception {
    assertThat(asked(_ -> true)).isEqualTo("true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "r2dbc-spi",
        "r2dbc-postgresql",
        "r2dbc-h2",
        "flyway-core",
        "postgresql-42",
        "/h2-"
      })
  void withoutOneOfThemItCannot(String missing) throws Exception {
    assertThat(asked(entry -> !entry.contains(missing))).isEqualTo("false");
  }

  private static String asked(Predicate<String> there) throws Exception {
    var classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(there)
            .collect(Collectors.joining(File.pathSeparator));
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(java, "-cp", classPath, Question.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var answer = process.inputReader(UTF_8)) {
      return answer.readLine();
    }
  }

  /// Asked in a JVM of its own.
  static final class Question {
    private Question() {}

    /// Prints the answer.
    public static void main(String[] arguments) {
      System.out.println(Database.canBeHad());
    }
  }
}
