package callflux.gateway;

import callflux.gateway.analysis.AnalysisSettings;
import callflux.gateway.archive.Sealer;
import callflux.gateway.config.ConfigInvalid;
import callflux.gateway.config.Secret;
import callflux.gateway.config.Section;
import callflux.gateway.config.Settings;
import callflux.gateway.config.Sources;
import callflux.gateway.database.DatabaseConfig;
import callflux.gateway.http.Egress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what is kept of calls, and where.
final class ArchiveReader {
  /// Names the directory.
  static final String DIRECTORY = "CALLFLUX_DATA";

  static final String URL = "DATABASE_URL";
  static final String OWNER_URL = "DATABASE_OWNER_URL";
  static final String KEY = "TRANSCRIPT_KEY";
  static final String OLD_KEYS = "TRANSCRIPT_KEY_PREVIOUS";

  /// Hidden, since it is found where a gateway was started.
  private static final String HERE = ".callflux";

  private final Settings settings;

  private ArchiveReader(Settings settings) {
    this.settings = settings;
  }

  /// What the file and the environment say of it.
  ///
  /// @param egress where a webhook may be
  /// @return absent if nothing is to be kept
  static @Nullable ArchiveConfig read(Settings settings, Egress egress) {
    boolean enabled = settings.file().section("transcripts").bool("enabled", true);
    var config = new ArchiveReader(settings).config(egress);
    return enabled ? config : null;
  }

  /// What the environment alone says of it, for whoever only looks at what was kept.
  ///
  /// @throws ConfigInvalid with every fault there is
  static ArchiveConfig read(Map<String, String> environment) throws ConfigInvalid {
    var withoutFile = new HashMap<>(environment);
    withoutFile.remove(ConfigReader.FILE);
    var settings = Settings.of(withoutFile, ConfigReader.FILE, new Sources());
    var config = new ArchiveReader(settings).config(new Egress(false, true));
    settings.complain();
    return config;
  }

  private ArchiveConfig config(Egress egress) {
    var retention = retention(settings.file().section("transcripts"));
    var directory = directory();
    return new ArchiveConfig(
        directory, database(directory), keys(), retention, AnalysisSettings.read(settings, egress));
  }

  private static @Nullable Duration retention(Section transcripts) {
    return transcripts.has("retention")
        ? transcripts.duration("retention", Duration.ofDays(1))
        : null;
  }

  private Path directory() {
    var name = settings.env(DIRECTORY).orElse(HERE);
    return settings.make(
        DIRECTORY,
        () -> {
          try {
            return Path.of(name).toAbsolutePath();
          } catch (InvalidPathException _) {
            throw new IllegalArgumentException("is no path; give that of a directory");
          }
        },
        () -> Path.of(HERE));
  }

  private DatabaseConfig database(Path directory) {
    var none = new DatabaseConfig(null, null, directory);
    var url = settings.env(URL).map(Secret::new).orElse(null);
    var owner = settings.env(OWNER_URL).map(Secret::new).orElse(null);
    var database = settings.make(URL, () -> new DatabaseConfig(url, null, directory), () -> none);
    return settings.make(
        OWNER_URL, () -> new DatabaseConfig(database.url(), owner, directory), () -> database);
  }

  private List<Secret> keys() {
    var keys = new ArrayList<Secret>();
    settings.env(KEY).ifPresent(text -> add(KEY, text, keys));
    settings
        .env(OLD_KEYS)
        .ifPresent(texts -> {
          if (keys.isEmpty()) {
            settings.fault(OLD_KEYS, "is set without " + KEY, "set that one to the key in use");
          }
          for (var text : texts.split(",", -1)) {
            add(OLD_KEYS, text, keys);
          }
        });
    return keys;
  }

  private void add(String name, String text, List<Secret> keys) {
    settings.make(
        name,
        () -> {
          var secret = new Secret(text.strip());
          key(secret);
          return keys.add(secret);
        },
        () -> false);
  }

  /// A key as it is written: 32 bytes in base64.
  static Sealer.Key key(Secret text) {
    try {
      return new Sealer.Key(Base64.getDecoder().decode(text.value()));
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException(
          "is no key of 32 bytes in base64; make one with: openssl rand -base64 32");
    }
  }
}
