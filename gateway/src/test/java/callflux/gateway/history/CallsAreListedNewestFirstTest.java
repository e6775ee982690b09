package callflux.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.archive.CallFile;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// `GET /history/calls.json` and `/statistics/days.json`.
class CallsAreListedNewestFirstTest {
  private final List<CallFile> calls = GeneratedHistory.calls(11, 400, Desk.NOW, 20, 4);
  private final Desk desk = Desk.over(new Shelf(calls));

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void asManyAsAreAskedFor() {
    assertThat(sids("/history/calls.json?most=7")).isEqualTo(newest(7, ""));
    assertThat(sids("/history/calls.json")).isEqualTo(newest(100, ""));
  }

  @Test
  void ofOneNumberAlone() {
    assertThat(sids("/history/calls.json?most=5&number=%2B14155550101"))
        .isEqualTo(newest(5, "+14155550101"));
    assertThat(sids("/history/calls.json?number=nobody")).isEmpty();
  }

  @Test
  void withWhatIsKnownOfThem() {
    var file = newestFirst().findFirst().orElseThrow();
    var ended = Objects.requireNonNull(Lines.ended(file));

    var line = desk.json("/history/calls.json?most=1").get("calls").get(0);

    assertThat(line.get("began").asString()).isEqualTo(Lines.began(file).toString());
    assertThat(line.get("length_ms").longValue()).isEqualTo(ended.summary().length().toMillis());
    assertThat(line.get("cost_usd").decimalValue())
        .isEqualByComparingTo(Told.usd(Lines.cost(file)));
    assertThat(line.get("from").asString()).contains("***");
  }

  @Test
  void daysAddUpToAllOfThem() {
    var days = desk.json("/statistics/days.json").get("days");

    assertThat(stream(days).mapToInt(day -> day.get("calls").intValue()).sum()).isEqualTo(400);
    assertThat(stream(days).mapToInt(day -> day.get("failed").intValue()).sum())
        .isEqualTo((int) calls.stream().filter(Lines::failed).count());
    assertThat(stream(days).mapToInt(day -> day.get("analysed").intValue()).sum())
        .isEqualTo((int) calls.stream().filter(file -> Lines.findings(file) != null).count());
    assertThat(stream(days).map(day -> day.get("day").asString() + day.get("number").asString()))
        .isSorted()
        .doesNotHaveDuplicates();
  }

  private List<String> sids(String path) {
    return stream(desk.json(path).get("calls")).map(call -> call.get("sid").asString()).toList();
  }

  private List<String> newest(int most, String number) {
    return newestFirst()
        .filter(file -> number.isEmpty() || Shelf.head(file).number().equals(number))
        .limit(most)
        .map(CallFile::callSid)
        .toList();
  }

  private Stream<CallFile> newestFirst() {
    return calls.stream().sorted(Comparator.comparing(Lines::began).reversed());
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
