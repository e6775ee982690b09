package callflux.gateway.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import callflux.gateway.config.Secret;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseIsNamedInTheUsualWaysTest {
  private static final Path DATA = Path.of("data");

  @ParameterizedTest
  @ValueSource(strings = {"postgres", "postgresql", "r2dbc:postgresql", "r2dbc:postgres"})
  void underEveryScheme(String scheme) {
    assertThat(parsed(scheme + "://ann:s%40fe%2B+@db.example:6432/calls?sslmode=verify-full"))
        .isEqualTo(
            new PostgresUrl(
                "db.example", 6432, "calls", "ann", new Secret("s@fe++"), "verify-full", null));
  }

  @Test
  void theRestIsAsLibpqHasIt() {
    assertThat(parsed("postgres://ann@[::1]/calls"))
        .isEqualTo(new PostgresUrl("::1", 5432, "calls", "ann", null, "prefer", null));
  }

  @ParameterizedTest
  @CsvSource({
    "mysql://ann:canary@db/calls, not of PostgreSQL",
    "postgres://ann:can ary@db/calls, no URL",
    "postgres://ann:canary@/calls, no host",
    "postgres://ann:canary@my_db/calls, underscore",
    "postgres://ann:canary@db, no database",
    "postgres://ann:canary@db/, no database",
    "postgres://db/calls, no user",
    "postgres://:canary@db/calls, no user",
    "postgres://ann:canary@db/calls?sslmode=perhaps, sslmode",
    "postgres://ann:canary@db/calls?target=primary, the option target",
    "postgres://ann:canary@db/calls?sslmode, the option sslmode",
    "postgres://ann:canary@db/calls?sslrootcert=/no/where, can't be read",
  })
  void orItIsSaidWhatIsWrongAndWhatToDo(String url, String what) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DatabaseConfig(new Secret(url), null, DATA))
        .withMessageContaining("DATABASE_URL")
        .withMessageContaining(what)
        .withMessageContaining("; ")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("canary", "can ary"))
        .withNoCause();
  }

  @Test
  void theOwnersUrlIsLookedAtToo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new DatabaseConfig(new Secret("postgres://ann@db/calls"), new Secret("nonsense"), DATA))
        .withMessageContaining("DATABASE_OWNER_URL");
  }

  @Test
  void anOwnerWithoutARoleForEveryDayIsAMistake() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DatabaseConfig(null, new Secret("postgres://ann@db/calls"), DATA))
        .withMessageContaining("DATABASE_OWNER_URL is set and DATABASE_URL is not");
  }

  @Test
  void nothingPrintsThePassword() {
    var config = new DatabaseConfig(new Secret("postgres://ann:canary@db/calls"), null, DATA);
    assertThat(config.toString() + config.server()).doesNotContain("canary");
  }

  private static PostgresUrl parsed(String url) {
    return PostgresUrl.parse("DATABASE_URL", new Secret(url));
  }
}
