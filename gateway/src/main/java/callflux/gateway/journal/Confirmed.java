package callflux.gateway.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Up to where all is confirmed, and the file that says so.
///
/// @param number of the last record before that place
record Confirmed(Position upTo, long number) {
  private static final Logger log = LoggerFactory.getLogger(Confirmed.class);
  private static final Confirmed NOTHING = new Confirmed(Position.START, -1);
  private static final String FILE = "confirmed";
  private static final Pattern LINE = Pattern.compile("((\\d+) (\\d+) (-?\\d+)) ([0-9a-f]{8})\\s*");

  /// Reads it. If it is not what was written, all that there is counts as not confirmed: to read a
  /// record twice is better than to lose one.
  static Confirmed read(Directory directory) throws IOException {
    var kept = directory.read(FILE);
    if (kept == null) {
      return NOTHING;
    }
    var line = LINE.matcher(kept);
    if (line.matches() && checksum(line.group(1)).equals(line.group(5))) {
      var upTo = new Position(Long.parseLong(line.group(2)), Long.parseLong(line.group(3)));
      return new Confirmed(upTo, Long.parseLong(line.group(4)));
    }
    log.atError()
        .addKeyValue("directory", directory.path())
        .log("the journal's file `confirmed` can't be read: what is there is delivered again");
    return NOTHING;
  }

  void write(Directory directory) throws IOException {
    var text = upTo.segment() + " " + upTo.offset() + " " + number;
    directory.replace(FILE, text + " " + checksum(text) + "\n");
  }

  private static String checksum(String text) {
    var crc = new CRC32C();
    crc.update(text.getBytes(US_ASCII));
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }
}
