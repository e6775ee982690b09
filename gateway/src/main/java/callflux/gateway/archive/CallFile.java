package callflux.gateway.archive;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that is kept of a call.
///
/// @param entries in the conversation's order; of those of one item only the last
/// @param analysis the last one
public record CallFile(String callSid, List<Entry> entries, @Nullable Analysis analysis) {
  public CallFile {
    entries = List.copyOf(entries);
  }

  /// The SID alone.
  @Override
  public String toString() {
    return callSid;
  }
}
