package callflux.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Every library is at or above the first version without the faults that are known of it.
///
/// The list is kept by hand; the network of a build may reach no register of faults.
class NothingOnTheClassPathIsKnownToBeBrokenTest {
  private static final Pattern JAR = Pattern.compile("([a-z0-9-]+?)-(\\d+(?:\\.\\d+)+)[^/]*\\.jar");
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  @Test
  void isAtLeastWhereItWasMended() throws Exception {
    var there = versions();
    for (var line : denied()) {
      var columns = line.split(",", -1);
      assertThat(there)
          .as("a line about what is not there any more: %s", line)
          .containsKey(columns[0]);
      assertThat(compare(there.getOrDefault(columns[0], ""), columns[1]))
          .as("%s; here is %s", line, there.get(columns[0]))
          .isNotNegative();
    }
  }

  @Test
  void versionsAreComparedByTheirNumbers() {
    assertThat(compare("4.2.9", "4.2.18")).isNegative();
    assertThat(compare("4.10.0", "4.2.18")).isPositive();
    assertThat(compare("1.3.7", "1.3.7")).isZero();
  }

  private static List<String> denied() throws Exception {
    var resource =
        Objects.requireNonNull(
            NothingOnTheClassPathIsKnownToBeBrokenTest.class.getResource("denied-versions.csv"));
    return Files.readAllLines(Path.of(resource.toURI())).stream()
        .filter(line -> !line.startsWith("#"))
        .toList();
  }

  private static Map<String, String> versions() {
    var versions = new HashMap<String, String>();
    Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> JAR.matcher(Path.of(entry).getFileName().toString()))
        .filter(jar -> jar.matches())
        .forEach(jar -> versions.put(jar.group(1), jar.group(2)));
    return versions;
  }

  private static int compare(String one, String other) {
    return Arrays.compare(numbers(one), numbers(other));
  }

  private static int[] numbers(String version) {
    return NUMBER
        .matcher(version)
        .results()
        .map(MatchResult::group)
        .mapToInt(Integer::parseInt)
        .toArray();
  }
}
