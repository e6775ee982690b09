package callflux.gateway.call;

/// How many calls may hold a permit at once, and how often one caller may call.
///
/// @param calls of this gateway in all
/// @param perNumber of each called number, unless its own door says otherwise
/// @param perAccount of each Twilio account
/// @param anonymous of all callers who don't tell their number
/// @param caller of each caller who does
public record Caps(int calls, int perNumber, int perAccount, int anonymous, Caller caller) {
  /// No cap.
  public static final int UNLIMITED = Integer.MAX_VALUE;

  /// What one caller may do. All of them or a part may be [#UNLIMITED].
  ///
  /// @param live calls at once
  /// @param perMinute calls begun; as many at once, and then one more as soon as its time is up
  /// @param perDay likewise, in a day
  public record Caller(int live, int perMinute, int perDay) {
    /// Anything.
    public static final Caller FREE = new Caller(UNLIMITED, UNLIMITED, UNLIMITED);
  }

  /// So many calls, whoever's they are.
  public static Caps of(int calls) {
    return new Caps(calls, UNLIMITED, UNLIMITED, UNLIMITED, Caller.FREE);
  }
}
