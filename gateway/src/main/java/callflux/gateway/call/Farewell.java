package callflux.gateway.call;

/// How far the goodbye of a call that is wrapped up has got: what the one who asks for it tells the
/// one who lets it be heard. They may be on two threads; each step is taken before the model's
/// server can answer it.
final class Farewell {
  private volatile boolean ordered;
  private volatile boolean asked;

  /// From now on the caller's speech cuts nothing, and no answer but the goodbye is heard.
  void order() {
    ordered = true;
  }

  /// The next answer to begin is the goodbye.
  void ask() {
    asked = true;
  }

  boolean isOrdered() {
    return ordered;
  }

  boolean isAsked() {
    return asked;
  }
}
