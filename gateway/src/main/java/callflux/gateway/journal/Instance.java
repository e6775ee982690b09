package callflux.gateway.journal;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The name that a gateway gives itself when it starts for the first time.
final class Instance {
  private static final Logger log = LoggerFactory.getLogger(Instance.class);
  private static final String FILE = "instance";
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{16}");

  private Instance() {}

  /// Reads the name, or makes one.
  static String name(Directory directory) throws IOException {
    var kept = directory.read(FILE);
    if (kept != null && NAME.matcher(kept.strip()).matches()) {
      return kept.strip();
    }
    if (kept != null) {
      log.atError()
          .addKeyValue("directory", directory.path())
          .log("the journal's file `instance` can't be read: this gateway has a new name");
    }
    byte[] random = new byte[8];
    new SecureRandom().nextBytes(random);
    var name = HexFormat.of().formatHex(random);
    directory.replace(FILE, name + "\n");
    return name;
  }
}
