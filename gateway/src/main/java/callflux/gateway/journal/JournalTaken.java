package callflux.gateway.journal;

import java.io.IOException;
import java.nio.file.Path;

/// A journal belongs to one process, and another has this one.
public final class JournalTaken extends IOException {
  private static final long serialVersionUID = 1;

  JournalTaken(Path directory) {
    super(
        "another gateway keeps its journal in "
            + directory
            + ": stop that one, or give this one a directory of its own");
  }
}
