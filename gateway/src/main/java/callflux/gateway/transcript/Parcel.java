package callflux.gateway.transcript;

import static java.nio.charset.StandardCharsets.US_ASCII;

import callflux.gateway.archive.EntryCodec;
import callflux.gateway.archive.Row;
import callflux.gateway.journal.Position;
import callflux.gateway.journal.Written;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// A record of the journal on its way to the archive.
///
/// @param row absent if the record is none
record Parcel(Written written, @Nullable Row row) {

  static Parcel of(Written written, EntryCodec codec) {
    try {
      return new Parcel(written, codec.row(written.body()));
    } catch (IllegalArgumentException _) {
      return new Parcel(written, null);
    }
  }

  Position after() {
    return written.after();
  }

  /// As it is kept if it can't be shipped: what is no row may be anything, and no line.
  byte[] deadLetter() {
    return row != null
        ? written.body()
        : ("{\"undecodable\":\"" + Base64.getEncoder().encodeToString(written.body()) + "\"}")
            .getBytes(US_ASCII);
  }

  /// Never what was said.
  @Override
  public String toString() {
    return row == null ? "no row" : row.toString();
  }
}
