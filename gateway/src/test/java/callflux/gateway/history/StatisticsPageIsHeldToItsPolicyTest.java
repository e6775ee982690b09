package callflux.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The page is what the gateway made it: nothing from elsewhere, nothing inline.
class StatisticsPageIsHeldToItsPolicyTest {
  private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]+)\"");
  private static final Pattern IMPORT = Pattern.compile("from \"\\./([^\"]+)\"");

  private final Desk desk = Desk.over(new Shelf(List.of()));

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void everyFileSaysWhatABrowserMustHoldTo() {
    for (var name : HistoryRoutes.FILES) {
      var answer = desk.gets("/statistics/" + name);

      assertThat(answer.statusCode()).as(name).isEqualTo(200);
      assertThat(answer.headers().firstValue("content-security-policy").orElse(""))
          .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; ")
          .doesNotContain("unsafe");
      assertThat(answer.headers().firstValue("permissions-policy").orElse(""))
          .startsWith("microphone=(), camera=()");
    }
  }

  @Test
  void everyFileThatIsReferredToIsThere() {
    var index = REFERENCE.matcher(desk.gets("/statistics").body());
    assertThat(index.results().map(found -> found.group(1)))
        .hasSizeGreaterThan(4)
        .allMatch(path -> path.startsWith("/statistics/"))
        .allMatch(path -> HistoryRoutes.FILES.contains(path.substring("/statistics/".length())));
    for (var name : HistoryRoutes.FILES) {
      var imports = IMPORT.matcher(desk.gets("/statistics/" + name).body());
      assertThat(imports.results().map(found -> found.group(1)))
          .as(name)
          .allMatch(HistoryRoutes.FILES::contains);
    }
  }

  @Test
  void nothingIsInline() {
    assertThat(desk.gets("/statistics").body())
        .doesNotContainPattern("<script(?![^>]*src=)")
        .doesNotContainPattern("<style|style=|\\son[a-z]+=");
  }

  @Test
  void chartsComeWithTheirLicence() {
    assertThat(HistoryRoutes.class.getResource("/callflux/history/uplot/LICENSE")).isNotNull();
  }
}
