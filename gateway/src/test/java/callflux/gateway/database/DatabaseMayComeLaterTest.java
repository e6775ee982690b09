package callflux.gateway.database;

import static callflux.gateway.database.Samples.LONG;
import static callflux.gateway.database.Samples.MORNING;
import static callflux.gateway.database.Samples.rows;
import static callflux.gateway.database.Samples.sid;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.archive.ArchiveFailure.Verdict;
import callflux.gateway.config.Secret;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DatabaseMayComeLaterTest {

  @Test
  void untilItIsThereEverythingPassesAndThenItIsKept() throws Exception {
    int port = FreePort.any();
    var url = new Secret("postgres://postgres:any@127.0.0.1:" + port + "/postgres");
    var database =
        Place.openIn(new DatabaseConfig(url, null, Path.of("nowhere")), Samples.PATIENCE);
    var rows = rows(Samples.call(sid(1), MORNING, 5));

    assertThat(Verdicts.of(database.add(rows))).isEqualTo(Verdict.PASSING);
    assertThat(Verdicts.of(database.call(sid(1)))).isEqualTo(Verdict.PASSING);
    assertThat(Verdicts.of(database.migrate())).isEqualTo(Verdict.PASSING);

    try (var _ = PostgresServer.at(port)) {
      database.add(rows).block(LONG);
      assertThat(database.call(sid(1)).blockOptional(LONG)).isPresent();
      database.close().block(LONG);
    }
  }
}
