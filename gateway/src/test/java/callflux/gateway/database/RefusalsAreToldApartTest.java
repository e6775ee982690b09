package callflux.gateway.database;

import static callflux.gateway.database.Samples.LONG;
import static callflux.gateway.database.Samples.MORNING;
import static callflux.gateway.database.Samples.rows;
import static callflux.gateway.database.Samples.sid;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.archive.ArchiveFailure;
import callflux.gateway.archive.ArchiveFailure.Verdict;
import callflux.gateway.archive.Row;
import callflux.gateway.config.Secret;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RefusalsAreToldApartTest {
  private static final String CANARY = "canary-9f27";
  private static final List<Row> ROWS = rows(Samples.call(sid(1), MORNING, 5));

  private final PostgresServer server = PostgresServer.shared();

  @Test
  void aWrongPassword() throws Exception {
    try (var strict = PostgresServer.start()) {
      strict.sql("postgres", "create role clerk login password 'right'");
      Files.writeString(
          strict.directory().resolve("pg_hba.conf"),
          "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 password\n");
      strict.sql("postgres", "select pg_reload_conf()");
      var failure = failure(strict.url("clerk", CANARY, "postgres"), null);
      assertThat(failure.verdict()).isEqualTo(Verdict.REFUSED);
      assertThat(failure).hasMessageContaining("DATABASE_URL");
      assertThat(printed(failure)).doesNotContain(CANARY);
    }
  }

  @Test
  void noSuchDatabase() {
    var failure = failure(server.url("nowhere"), null);
    assertThat(failure.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(failure).hasMessageContaining("create the database");
  }

  @Test
  void aServerThatDoesNotSpeakTls() {
    var url = new Secret(server.url("postgres").value() + "?sslmode=require");
    var failure = failure(url, null);
    assertThat(failure.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(failure).hasMessageContaining("sslmode");
  }

  @Test
  void tablesThatMayNotBeMadeAreMissing() throws Exception {
    var name = server.database();
    var failure = failure(clerk(name), null);
    assertThat(failure.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(failure).hasMessageContaining("callflux migrate");
  }

  @Test
  void aTableThatIsGone() throws Exception {
    var name = server.database();
    var database = open(server.url(name), null);
    database.add(ROWS).block(LONG);
    server.sql(name, "drop table entry");
    assertThat(Verdicts.of(database.add(ROWS))).isEqualTo(Verdict.REFUSED);
    server.sql(name, "drop schema public cascade", "create schema public");
    database.add(ROWS).block(LONG);
    assertThat(server.number(name, "select count(*) from entry")).isEqualTo(5);
    database.close().block(LONG);
  }

  @Test
  void aRoleThatMayInsertAndSelectIsEnough() throws Exception {
    var name = server.database();
    var clerk = clerk(name);
    var owner = open(server.url(name), null);
    owner.migrate().block(LONG);
    assertThat(failure(clerk, null).verdict()).isEqualTo(Verdict.REFUSED);
    grant(name);

    var database = open(clerk, null);
    database.add(ROWS).block(LONG);
    database.add(ROWS).block(LONG);
    database.add(Samples.found(sid(1), 1, 0, 0)).block(LONG);
    assertThat(database.call(sid(1)).blockOptional(LONG)).isPresent();
    assertThat(database.next(sid(1)).block(LONG)).isEqualTo(5);

    var failure = Verdicts.failure(database.erase(sid(1)));
    assertThat(failure)
        .isNotNull()
        .hasMessageContaining("DATABASE_OWNER_URL")
        .extracting(ArchiveFailure::verdict)
        .isEqualTo(Verdict.REFUSED);
    assertThat(database.call(sid(1)).blockOptional(LONG)).isPresent();
    database.close().block(LONG);
    owner.close().block(LONG);
  }

  @Test
  void theOwnersUrlMakesTablesAndErases() throws Exception {
    var name = server.database();
    var clerk = clerk(name);
    var first = open(clerk, server.url(name));
    first.migrate().block(LONG);
    grant(name);
    first.add(ROWS).block(LONG);
    assertThat(first.erase(sid(1)).block(LONG)).isTrue();
    first.close().block(LONG);
  }

  @Test
  void tooManyConnectionsPass() throws Exception {
    var name = server.database();
    var clerk = clerk(name);
    server.sql("postgres", "alter role clerk_" + name + " connection limit 0");
    assertThat(failure(clerk, null).verdict()).isEqualTo(Verdict.PASSING);
  }

  @Test
  void aSerializationFailurePasses() throws Exception {
    assertThat(raised("40001").verdict()).isEqualTo(Verdict.PASSING);
  }

  @Test
  void aFullDiskPasses() throws Exception {
    assertThat(raised("53100").verdict()).isEqualTo(Verdict.PASSING);
  }

  @Test
  void aRuleThatARowBreaksMakesItPoisonAndItsWordsStayUntold() throws Exception {
    var failure = raised("23514");
    assertThat(failure.verdict()).isEqualTo(Verdict.POISON);
    assertThat(printed(failure)).doesNotContain("Tuesday");
  }

  @Test
  void aNameThatPostgresCannotHoldIsPoison() throws Exception {
    var database = open(server.url(server.database()), null);
    var rows = rows(List.of(Samples.began("CA\u0000", MORNING)));
    assertThat(Verdicts.of(database.add(rows))).isEqualTo(Verdict.POISON);
    database.close().block(LONG);
  }

  /// The server says so for every row, and quotes it.
  private ArchiveFailure raised(String state) throws Exception {
    var name = server.database();
    var database = open(server.url(name), null);
    database.migrate().block(LONG);
    server.sql(
        name,
        "create function no() returns trigger language plpgsql as $$ begin"
            + " raise exception 'not this: %', convert_from(new.words, 'UTF8') using errcode = '"
            + state
            + "'; end $$",
        "create trigger no before insert on entry for each row execute function no()");
    var failure = Verdicts.failure(database.add(ROWS));
    server.sql(name, "drop trigger no on entry");
    database.add(ROWS).block(LONG);
    database.close().block(LONG);
    assertThat(failure).isNotNull();
    return Objects.requireNonNull(failure);
  }

  private static ArchiveFailure failure(Secret url, @Nullable Secret ownerUrl) {
    var database = open(url, ownerUrl);
    try {
      return Objects.requireNonNull(Verdicts.failure(database.add(ROWS)));
    } finally {
      database.close().block(LONG);
    }
  }

  private static Database open(Secret url, @Nullable Secret ownerUrl) {
    return Place.openIn(new DatabaseConfig(url, ownerUrl, Path.of("nowhere")), Samples.PATIENCE);
  }

  /// A role that may do nothing yet.
  private Secret clerk(String database) throws Exception {
    server.sql(
        database,
        "create role clerk_" + database + " login",
        "grant usage on schema public to clerk_" + database);
    return server.url("clerk_" + database, "any", database);
  }

  /// What the README says.
  private void grant(String database) throws Exception {
    server.sql(
        database,
        "grant select, insert on call, entry, call_end, analysis to clerk_" + database,
        "grant select on flyway_schema_history to clerk_" + database);
  }

  private static String printed(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
