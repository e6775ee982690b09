package callflux.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.archive.CallFile;
import callflux.gateway.archive.Period;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `GET /history/calls.jsonl`.
class HistoryIsExportedLineByLineTest {
  private final List<CallFile> calls = GeneratedHistory.calls(7, 300, Desk.NOW, 40, 3);
  private final Shelf shelf = new Shelf(calls);

  @Test
  void oldestFirstAndEachOnce() {
    try (var desk = Desk.over(shelf)) {
      var answer = desk.gets("/history/calls.jsonl?from=2026-01-01");

      assertThat(answer.headers().firstValue("content-type")).contains("application/jsonl");
      assertThat(answer.body().lines().toList())
          .isEqualTo(
              calls.stream()
                  .sorted(byTime())
                  .map(HistoryJson::call)
                  .map(Object::toString)
                  .toList());
    }
  }

  @Test
  void onlyThoseOfThePeriod() {
    try (var desk = Desk.over(shelf)) {
      var body = desk.gets("/history/calls.jsonl?from=2026-11-20&to=2026-11-21").body();

      var from = Instant.parse("2026-11-20T00:00:00Z");
      var to = Instant.parse("2026-11-22T00:00:00Z");
      var wanted =
          calls.stream()
              .filter(file -> !Lines.began(file).isBefore(from) && Lines.began(file).isBefore(to))
              .toList();
      assertThat(wanted).isNotEmpty();
      assertThat(body.lines().map(HistoryIsExportedLineByLineTest::sid).toList())
          .isEqualTo(sids(wanted));
    }
  }

  @Test
  void thirtyDaysIfNobodySays() {
    try (var desk = Desk.over(shelf)) {
      var month = desk.gets("/history/calls.jsonl?from=2026-10-29&to=2026-11-27").body();

      assertThat(desk.gets("/history/calls.jsonl").body()).isEqualTo(month).isNotEmpty();
      assertThat(month.lines().count()).isLessThan(300);
    }
  }

  @Test
  void nothingIsAnEmptyBody() {
    try (var desk = Desk.over(new Shelf(List.of()))) {
      var answer = desk.gets("/history/calls.jsonl");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEmpty();
    }
  }

  @Test
  void noFasterThanItIsRead() {
    var period = new Period(Instant.EPOCH, Desk.NOW.plusSeconds(86_400));

    StepVerifier.create(new CallExport(shelf).lines(period), 3)
        .expectNextCount(3)
        .then(() -> assertThat(shelf.taken.get()).isLessThan(10))
        .thenRequest(Long.MAX_VALUE)
        .expectNextCount(297)
        .verifyComplete();
  }

  private static Comparator<CallFile> byTime() {
    return Comparator.comparing(Lines::began);
  }

  private static List<String> sids(List<CallFile> files) {
    return files.stream().sorted(byTime()).map(CallFile::callSid).toList();
  }

  private static String sid(String line) {
    JsonNode call = JsonMapper.shared().readTree(line);
    return call.get("sid").asString();
  }
}
