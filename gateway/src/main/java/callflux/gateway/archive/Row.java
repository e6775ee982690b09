package callflux.gateway.archive;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An entry as it is written down: what is personal apart, and sealed if there is a key.
///
/// @param kind label of its [Kind]
/// @param item the model's item that it is of
/// @param facts a JSON object with what is not personal
/// @param words a JSON object with what is, sealed or not: see [Sealer]. Whoever makes a row gives
///   the array away.
@SuppressWarnings("ArrayRecordComponent") // compared by what it is of, and never by its bytes
public record Row(
    String callSid,
    int seq,
    double place,
    Instant at,
    String kind,
    @Nullable String item,
    String facts,
    byte[] words) {

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Row row && callSid.equals(row.callSid) && seq == row.seq;
  }

  @Override
  public int hashCode() {
    return Objects.hash(callSid, seq);
  }

  @Override
  public String toString() {
    return callSid + " " + seq + " " + kind;
  }
}
