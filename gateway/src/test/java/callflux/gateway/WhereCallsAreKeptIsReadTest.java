package callflux.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import callflux.gateway.archive.Sealer;
import callflux.gateway.config.ConfigInvalid;
import callflux.gateway.config.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is kept of calls, and where, as environment and file say.
class WhereCallsAreKeptIsReadTest {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String OLD = Base64.getEncoder().encodeToString(new byte[32]);
  private static final String DATABASE = "postgres://callflux:canary7f3a@db.example:5432/calls";

  @TempDir private Path folder;

  @Test
  void withNothingSaidItIsAHiddenDirectoryHere() throws Exception {
    var archive = Objects.requireNonNull(GatewayConfig.read(Map.of(), false).archive());

    assertThat(archive.directory()).isEqualTo(Path.of(".callflux").toAbsolutePath());
    assertThat(archive.database().url()).isNull();
    assertThat(archive.keys()).isEmpty();
    assertThat(archive.sealer().seals()).isFalse();
    assertThat(archive.retention()).isNull();
    assertThat(archive.analysis().enabled()).isTrue();
    assertThat(archive.analysis().responses()).isNull();
    assertThat(archive.analysis().webhook()).isNull();
  }

  @Test
  void environmentNamesPlaceServerAndKeys() throws Exception {
    var archive =
        ArchiveReader.read(
            Map.of(
                "CALLFLUX_DATA",
                folder.toString(),
                "DATABASE_URL",
                DATABASE,
                "DATABASE_OWNER_URL",
                DATABASE.replace("callflux:", "owner:"),
                "TRANSCRIPT_KEY",
                KEY,
                "TRANSCRIPT_KEY_PREVIOUS",
                OLD + ", " + KEY));

    assertThat(archive.directory()).isEqualTo(folder);
    assertThat(archive.database().url()).isEqualTo(new Secret(DATABASE));
    assertThat(archive.database().ownerUrl())
        .isEqualTo(new Secret(DATABASE.replace("callflux:", "owner:")));
    assertThat(archive.keys()).containsExactly(new Secret(KEY), new Secret(OLD), new Secret(KEY));
    assertThat(archive.sealer().seals()).isTrue();
    assertThat(archive.toString()).doesNotContain("canary7f3a").doesNotContain(KEY);
  }

  @Test
  void whatAnOldKeySealedIsOpenedByTheSameSettings() throws Exception {
    var sealed =
        new Sealer(List.of(ArchiveReader.key(new Secret(OLD)))).seal("{}".getBytes(UTF_8), "here");
    var archive = ArchiveReader.read(Map.of("TRANSCRIPT_KEY", KEY, "TRANSCRIPT_KEY_PREVIOUS", OLD));

    assertThat(archive.sealer().open(sealed, "here")).asString().isEqualTo("{}");
  }

  @Test
  void fileSaysForHowLongAndWhoReads() throws Exception {
    var archive =
        Objects.requireNonNull(
            with("""
            transcripts: {retention: 90d}
            analysis:
              enabled: false
              url: https://reader.example
              model: reader-model
              key_env: READER_KEY
              price: {in: 1.25, out: 10}
              webhook: {url: "https://crm.example/calls", secret_env: CRM_SECRET}
            """)
                .archive());

    assertThat(archive.retention()).isEqualTo(Duration.ofDays(90));
    var analysis = archive.analysis();
    assertThat(analysis.enabled()).isFalse();
    var responses = Objects.requireNonNull(analysis.responses());
    assertThat(responses.url()).hasToString("https://reader.example");
    assertThat(responses.model()).isEqualTo("reader-model");
    assertThat(responses.key()).isEqualTo(new Secret("reader-key"));
    assertThat(responses.price().in()).isEqualTo(1_250_000);
    assertThat(responses.price().out()).isEqualTo(10_000_000);
    var webhook = Objects.requireNonNull(analysis.webhook());
    assertThat(webhook.url()).hasToString("https://crm.example/calls");
    assertThat(webhook.secret()).isEqualTo(new Secret("crm-secret-crm-secret"));
  }

  @Test
  void fileMaySayThatNothingIsKept() throws Exception {
    assertThat(with("transcripts: {enabled: false}").archive()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "DATABASE_URL, mysql://root:canary7f3a@db.example/calls",
    "DATABASE_OWNER_URL, " + DATABASE,
    "TRANSCRIPT_KEY, canary7f3a",
    "TRANSCRIPT_KEY_PREVIOUS, " + KEY,
  })
  void mistakeIsToldByItsNameAndNothingOfItIsShown(String name, String value) {
    assertThatThrownBy(() -> ArchiveReader.read(Map.of(name, value)))
        .asInstanceOf(type(ConfigInvalid.class))
        .satisfies(invalid ->
            assertThat(invalid.faults())
                .singleElement()
                .satisfies(fault -> {
                  assertThat(fault.toString()).startsWith(name + ": ").contains("; ");
                  assertThat(fault.toString()).doesNotContain("canary7f3a").doesNotContain(KEY);
                }));
  }

  private GatewayConfig with(String yaml) throws Exception {
    var environment = new HashMap<String, String>();
    var file = Files.writeString(folder.resolve("callflux.yaml"), yaml);
    environment.put("CALLFLUX_CONFIG", file.toString());
    environment.put("READER_KEY", "reader-key");
    environment.put("CRM_SECRET", "crm-secret-crm-secret");
    return GatewayConfig.read(environment, false);
  }
}
