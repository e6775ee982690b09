package callflux.gateway.journal;

import callflux.gateway.journal.SegmentReader.Found;
import java.io.IOException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where bytes are put that are no records, for somebody to look at. Each has a file, whose name
/// says where it was, so that to find it again after a start makes no second one.
record Quarantine(Directory directory, JournalMeters meters) {
  private static final Logger log = LoggerFactory.getLogger(Quarantine.class);
  private static final String FOLDER = "quarantine";

  /// Keeps a copy of bytes. If there is no room for one it is let be: what is whole has to go on.
  void add(long segment, SegmentReader reader, Found.Damaged stretch) {
    meters.quarantined();
    var name = String.format(Locale.ROOT, "%016d-%d.bad", segment, stretch.from());
    boolean kept = keep(name, reader, stretch);
    log.atError()
        .addKeyValue("segment", segment)
        .addKeyValue("offset", stretch.from())
        .addKeyValue("bytes", stretch.after() - stretch.from())
        .addKeyValue("file", kept ? FOLDER + "/" + name : "none")
        .log("a part of the journal is damaged or was never finished, and is passed over");
  }

  private boolean keep(String name, SegmentReader reader, Found.Damaged stretch) {
    try (var file = directory.openEmpty(FOLDER, name)) {
      reader.copy(stretch, file);
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
