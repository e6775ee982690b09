package callflux.gateway.analysis;

/// How likely a caller is to buy, by what they ask for and agree to, and by what was done for them.
final class LeadScore {
  /// Whoever calls wants something.
  private static final int CALLED = 30;

  /// Whoever says nothing, probably not.
  private static final int SILENT = 4;

  private static final int BOOKED = 34;
  private static final int CHANGED = 15;

  /// What agents notice, too.
  private static final String MISDIALLED = "wrong number";

  private final PhraseBook signals = PhraseBook.read("lead.txt");

  /// From 0 to 100.
  int of(Conversation call) {
    var words = call.whole();
    if (words.isEmpty()) {
      return SILENT;
    }
    if (signals.tells(MISDIALLED, call.answered())) {
      return 0;
    }
    int score =
        signals.in(words).stream().mapToInt(PhraseBook.Entry::points).sum() + CALLED + done(call);
    return Math.clamp(score, 0, 100);
  }

  private static int done(Conversation call) {
    return (call.cameTo(Deed.BOOKED) ? BOOKED : 0) + (call.cameTo(Deed.CHANGED) ? CHANGED : 0);
  }
}
