package callflux.codec.realtime;

/// Which spelling of the Realtime protocol a server speaks. Both spellings are understood; only the
/// server's own is written.
public enum Dialect {
  /// The general-availability interface, nested `session.audio`.
  GA,
  /// The shape before it, flat session and `response.audio.delta`, kept by older compatible
  /// servers.
  BETA
}
