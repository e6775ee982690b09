package callflux.gateway;

import callflux.gateway.analysis.AnalysisConfig;
import callflux.gateway.archive.Sealer;
import callflux.gateway.config.Secret;
import callflux.gateway.database.DatabaseConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is kept of calls, where, for how long, and who reads it.
///
/// @param directory of the journal, and of the database if there is no other
/// @param keys that words are sealed with, the first of them, or were; none seals nothing
/// @param retention how long after its beginning a call is kept; absent is for ever
record ArchiveConfig(
    Path directory,
    DatabaseConfig database,
    List<Secret> keys,
    @Nullable Duration retention,
    AnalysisConfig analysis) {
  ArchiveConfig {
    keys = List.copyOf(keys);
  }

  /// Seals with these keys.
  Sealer sealer() {
    return new Sealer(keys.stream().map(ArchiveReader::key).toList());
  }
}
