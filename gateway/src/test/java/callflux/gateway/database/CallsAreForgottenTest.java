package callflux.gateway.database;

import static callflux.gateway.database.Samples.LONG;
import static callflux.gateway.database.Samples.MORNING;
import static callflux.gateway.database.Samples.rows;
import static callflux.gateway.database.Samples.sid;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.archive.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallsAreForgottenTest {
  private static final List<String> TABLES = List.of("entry", "call_end", "analysis");

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void oneThatSomebodyNames(Place place) throws Exception {
    try (var kept = place.open(directory)) {
      var database = kept.database();
      for (int i = 1; i <= 2; i++) {
        database.add(rows(Samples.call(sid(i), MORNING, 5))).block(LONG);
        database.add(Samples.found(sid(i), 1, 0, 0)).block(LONG);
      }

      assertThat(database.erase(sid(1)).block(LONG)).isTrue();
      assertThat(database.erase(sid(1)).block(LONG)).isFalse();

      assertThat(database.call(sid(1)).blockOptional(LONG)).isEmpty();
      assertThat(database.call(sid(2)).blockOptional(LONG)).isPresent();
      assertThat(kept.number("select count(*) from call where sid = '" + sid(1) + "'")).isZero();
      for (String table : TABLES) {
        assertThat(
                kept.number("select count(*) from " + table + " where call_sid = '" + sid(1) + "'"))
            .isZero();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void allThatAreOlderThanTheyMayBe(Place place) throws Exception {
    try (var kept = place.open(directory)) {
      var database = kept.database();
      var old = new ArrayList<Row>();
      for (int i = 1; i <= 603; i++) {
        old.addAll(rows(Samples.call(sid(i), MORNING.minusSeconds(i), 3)));
      }
      database.add(old).block(LONG);
      database.add(rows(Samples.call(sid(5_000), MORNING, 3))).block(LONG);
      database.add(Samples.found(sid(7), 1, 0, 0)).block(LONG);
      database.add(Samples.found(sid(5_000), 1, 0, 0)).block(LONG);

      assertThat(database.eraseBefore(MORNING).block(LONG)).isEqualTo(603);
      assertThat(database.eraseBefore(MORNING).block(LONG)).isZero();

      assertThat(kept.number("select count(*) from call")).isEqualTo(1);
      assertThat(kept.number("select count(*) from entry")).isEqualTo(3);
      assertThat(kept.number("select count(*) from call_end")).isEqualTo(1);
      assertThat(kept.number("select count(*) from analysis")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsLeftOfACallWhoseFirstRowWasLost(Place place) throws Exception {
    try (var kept = place.open(directory)) {
      var database = kept.database();
      var headless = rows(Samples.call(sid(1), MORNING, 5));
      database.add(headless.subList(1, 5)).block(LONG);
      var whole = rows(Samples.call(sid(2), MORNING, 5));
      database.add(whole).block(LONG);

      assertThat(database.eraseBefore(MORNING).block(LONG)).isZero();
      assertThat(kept.number("select count(*) from entry")).isEqualTo(9);

      assertThat(database.eraseBefore(MORNING.plusSeconds(60)).block(LONG)).isEqualTo(1);
      assertThat(kept.number("select count(*) from entry")).isZero();
      assertThat(kept.number("select count(*) from call_end")).isZero();
    }
  }
}
