package callflux.gateway;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The dashboard that comes with the gateway asks for nothing that the gateway does not tell.
class DashboardShowsWhatThereIsTest {
  private static final Pattern METRIC = Pattern.compile("callflux_[a-z_]+");

  private final JsonNode dashboard = read();

  @Test
  void isADashboard() {
    assertThat(dashboard.get("title").asString()).isEqualTo("Callflux");
    assertThat(dashboard.get("schemaVersion").intValue()).isGreaterThanOrEqualTo(36);
    assertThat(panels().map(panel -> panel.get("id").intValue()))
        .isNotEmpty()
        .doesNotHaveDuplicates();
    assertThat(panels().map(panel -> panel.get("gridPos").toString())).doesNotHaveDuplicates();
    assertThat(panels().filter(panel -> !panel.get("type").asString().equals("row")))
        .hasSizeGreaterThan(15)
        .allSatisfy(panel -> {
          assertThat(panel.get("title").asString()).isNotBlank();
          assertThat(elements(panel.get("targets")))
              .isNotEmpty()
              .allSatisfy(target -> assertThat(target.get("expr").asString()).isNotBlank());
        });
  }

  @Test
  @Timeout(120)
  void everyMetricIsThereOnceThereWasACall() throws Exception {
    Set<String> asked =
        METRIC.matcher(dashboard.toString()).results().map(hit -> hit.group()).collect(toSet());
    try (var gateway = LiveGateway.start(Map.of())) {
      try (var phone = gateway.isCalled().hears("media")) {
        phone.speaks().hears("clear").hears("media");
        gateway.showsCall("responses", "1");
      }
      gateway.isIdle();
      var page = gateway.shows("/metrics").body();

      var told =
          page.lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.split("[{ ]", 2)[0])
              .collect(toSet());
      assertThat(asked).hasSizeGreaterThan(15).isSubsetOf(told);
      assertThat(page).doesNotContain(Phone.SID, Phone.CALLER, Phone.CALLED);
    }
  }

  private Stream<JsonNode> panels() {
    return elements(dashboard.get("panels"));
  }

  private static Stream<JsonNode> elements(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private static JsonNode read() {
    try {
      return JsonMapper.shared().readTree(Files.readString(Path.of("grafana", "callflux.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
