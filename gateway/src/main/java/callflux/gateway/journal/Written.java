package callflux.gateway.journal;

import org.jspecify.annotations.Nullable;

/// A record that is on disk.
///
/// @param after the place behind it: to confirm that is to confirm the record and all before it
/// @param body as it was appended; whoever reads it may keep it
@SuppressWarnings("ArrayRecordComponent") // compared by its place, and never by its bytes
public record Written(Position after, byte[] body) {

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Written written && after.equals(written.after);
  }

  @Override
  public int hashCode() {
    return after.hashCode();
  }

  /// Never the body.
  @Override
  public String toString() {
    return after + " " + body.length + " bytes";
  }
}
