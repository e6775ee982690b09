package callflux.gateway.database;

import java.time.Duration;

/// How long a server is waited for.
///
/// @param turn for a connection, while all are taken
/// @param connect to connect and be let in
/// @param statement for a statement, after which the server gives it up
/// @param whole for all of one operation
record Patience(Duration turn, Duration connect, Duration statement, Duration whole) {

  /// While others wait for what is asked.
  static final Patience DAILY = seconds(1, 3, 5, 15);

  /// For what goes through all that there is.
  static final Patience AT_LEISURE = seconds(10, 3, 60, 120);

  private static Patience seconds(int turn, int connect, int statement, int whole) {
    return new Patience(
        Duration.ofSeconds(turn),
        Duration.ofSeconds(connect),
        Duration.ofSeconds(statement),
        Duration.ofSeconds(whole));
  }
}
