package callflux.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/// What can't be answered is told what is wrong with it and how to mend it, and never repeated.
class BadQuestionsAreToldWhyTest {
  private final Desk desk = Desk.over(new Shelf(List.of()));

  @AfterEach
  void close() {
    desk.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/history/calls.json?from=yesterday, `from` is no day",
    "/history/calls.json?to=2026-02-30, `to` is no day",
    "/history/calls.json?from=0001-01-01, `from` is no day",
    "/history/calls.json?to=%2B999999999-12-31, `to` is no day",
    "/history/calls.json?from=2026-11-02&to=2026-11-01, `from` is after `to`",
    "/history/calls.json?most=0, `most` is no number",
    "/history/calls.json?most=1001, `most` is no number",
    "/history/calls.json?most=ten, `most` is no number",
    "/history/calls.jsonl?from=2026-13-01, `from` is no day",
    "/statistics/days.json?to=, `to` is no day"
  })
  void inTwoSentences(String path, String what) {
    var answer = desk.gets(path);

    assertThat(answer.statusCode()).isEqualTo(400);
    var told = JsonMapper.shared().readTree(answer.body());
    assertThat(told.get("what").asString()).startsWith(what);
    assertThat(told.get("remedy").asString()).isNotBlank();
    assertThat(answer.body()).doesNotContain("yesterday", "ten\"");
  }
}
