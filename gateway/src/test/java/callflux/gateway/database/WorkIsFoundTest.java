package callflux.gateway.database;

import static callflux.gateway.database.Samples.LONG;
import static callflux.gateway.database.Samples.MORNING;
import static callflux.gateway.database.Samples.rows;
import static callflux.gateway.database.Samples.sid;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.archive.Entry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkIsFoundTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void callsThatNobodyHasReadOldestFirst(Place place) throws Exception {
    try (var kept = place.open(directory)) {
      var database = kept.database();
      var entries = new ArrayList<Entry>();
      for (int i = 1; i <= 6; i++) {
        entries.addAll(Samples.call(sid(i), MORNING.minusSeconds(i * 60L), 3));
      }
      entries.add(Samples.began(sid(7), MORNING));
      database.add(rows(entries)).block(LONG);
      database.add(Samples.found(sid(1), 1, 0, 0)).block(LONG);
      database.add(Samples.failed(sid(2), 1)).block(LONG);
      database.add(Samples.failed(sid(3), 1)).block(LONG);
      database.add(Samples.failed(sid(3), 2)).block(LONG);
      database.add(Samples.failed(sid(4), 1)).block(LONG);
      database.add(Samples.found(sid(4), 2, 0, 0)).block(LONG);

      assertThat(unread(database, Instant.EPOCH, 2, 10)).containsExactly(sid(6), sid(5), sid(2));
      assertThat(unread(database, Instant.EPOCH, 3, 10))
          .containsExactly(sid(6), sid(5), sid(3), sid(2));
      assertThat(unread(database, Instant.EPOCH, 3, 2)).containsExactly(sid(6), sid(5));
      assertThat(unread(database, MORNING.minusSeconds(200), 3, 10))
          .containsExactly(sid(3), sid(2));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aGatewaysCallsThatHaveNoEnd(Place place) throws Exception {
    try (var kept = place.open(directory)) {
      var database = kept.database();
      var entries = new ArrayList<Entry>(Samples.call(sid(1), MORNING, 3));
      entries.add(Samples.began(sid(2), MORNING));
      entries.add(Samples.began(sid(3), MORNING.minusSeconds(1)));
      entries.add(Samples.began(sid(4), MORNING.plusSeconds(1)));
      database.add(rows(entries)).block(LONG);

      var before = MORNING.plusSeconds(1);
      assertThat(database.unended(Samples.GATEWAY, before).collectList().block(LONG))
          .containsExactly(sid(3), sid(2));
      assertThat(database.unended("another", before).collectList().block(LONG)).isEmpty();

      database.add(rows(List.of(Samples.ended(sid(2), 1, MORNING, null)))).block(LONG);
      assertThat(database.unended(Samples.GATEWAY, before).collectList().block(LONG))
          .containsExactly(sid(3));
    }
  }

  private static @Nullable List<String> unread(
      Database database, Instant since, int attempts, int most) {
    return database.unread(since, attempts, most).collectList().block(LONG);
  }
}
