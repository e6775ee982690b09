package callflux.gateway.database;

import static callflux.gateway.database.Samples.LONG;
import static callflux.gateway.database.Samples.MORNING;
import static callflux.gateway.database.Samples.rows;
import static callflux.gateway.database.Samples.sid;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

class SchemaIsMadeOnceTest {
  private final PostgresServer server = PostgresServer.shared();

  @Test
  void thoughManyGatewaysStartAtOnce() throws Exception {
    var name = server.database();
    var gateways =
        IntStream.range(0, 5)
            .mapToObj(_ -> Place.openIn(server.config(name), Samples.PATIENCE))
            .toList();
    Flux.range(0, 5)
        .flatMap(i -> gateways.get(i).add(rows(Samples.call(sid(i), MORNING, 4))))
        .blockLast(LONG);
    assertThat(server.number(name, "select count(*) from entry")).isEqualTo(20);
    assertThat(server.number(name, "select count(*) from flyway_schema_history"))
        .isEqualTo(Long.parseLong(Schema.VERSION));
    gateways.forEach(gateway -> gateway.close().block(LONG));
  }

  @Test
  void besideTheTablesOfOthers() throws Exception {
    var name = server.database();
    server.sql(name, "create table theirs (id integer)");
    var database = Place.openIn(server.config(name), Samples.PATIENCE);
    database.add(rows(Samples.call(sid(1), MORNING, 4))).block(LONG);
    assertThat(server.number(name, "select count(*) from entry")).isEqualTo(4);
    database.close().block(LONG);
  }

  @Test
  void aNewerOneIsLeftAlone() throws Exception {
    var name = server.database();
    var first = Place.openIn(server.config(name), Samples.PATIENCE);
    first.migrate().block(LONG);
    server.sql(
        name,
        "insert into flyway_schema_history select 99, '99', 'later', 'SQL', 'V99__later.sql',"
            + " 1, installed_by, installed_on, 1, true from flyway_schema_history limit 1");
    var second = Place.openIn(server.config(name), Samples.PATIENCE);
    second.add(rows(Samples.call(sid(1), MORNING, 4))).block(LONG);
    first.close().block(LONG);
    second.close().block(LONG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgresql", "h2"})
  void theWantedVersionIsTheLastThereIs(String folder) throws Exception {
    var migrations = Path.of("src/main/resources/callflux/database", folder);
    try (var files = Files.list(migrations)) {
      var last =
          files
              .map(file -> file.getFileName().toString().replaceAll("^V(\\d+)__.*", "$1"))
              .max(Comparator.comparingInt(Integer::parseInt));
      assertThat(last).contains(Schema.VERSION);
    }
  }
}
