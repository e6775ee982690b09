package callflux.gateway.simulator;

/// Makes the ids of one session: unlike those of any other session, and in the order of their time.
final class Ids {
  private final String tag;
  private long last;

  /// Ids for a session.
  ///
  /// @param session tells this session from all others of the process
  Ids(long session) {
    // The golden ratio spreads neighbours over the whole range, so that ids look unlike counters.
    this.tag = Long.toUnsignedString(session * 0x9E3779B97F4A7C15L, 36);
  }

  /// The next id, such as `item_1y2p0ij32e8e7_4`.
  String next(String kind) {
    return kind + "_" + tag + "_" + Long.toString(++last, 36);
  }
}
