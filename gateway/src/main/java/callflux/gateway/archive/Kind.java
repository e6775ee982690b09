package callflux.gateway.archive;

import java.util.Locale;

/// What an entry is of: a closed set, so that it can be a column and label a metric.
public enum Kind {
  /// The call was answered.
  BEGAN,
  /// The caller spoke.
  CALLER,
  /// The agent spoke.
  AGENT,
  /// The caller spoke over the agent.
  INTERRUPTION,
  /// The agent had something done.
  TOOL,
  /// The caller pressed keys.
  KEYS,
  /// Something was lost or could not be had.
  GAP,
  /// The call is over.
  ENDED;

  /// As it is written down.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
