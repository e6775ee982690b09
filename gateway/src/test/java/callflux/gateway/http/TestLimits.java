package callflux.gateway.http;

import java.time.Duration;

/// The limits of production with times that a test can wait for.
final class TestLimits {
  static final Duration SHORT = Duration.ofMillis(400);
  private static final Duration LONG = Duration.ofMinutes(5);

  private TestLimits() {}

  /// Nothing runs out.
  static Limits patient() {
    return of(LONG, Limits.production().socket().rates());
  }

  /// Whatever is left half done runs out soon.
  static Limits hasty() {
    return of(SHORT, Limits.production().socket().rates());
  }

  /// Nothing runs out, and messages and pings come as fast as these rates have it.
  static Limits paced(Limits.Rates rates) {
    return of(LONG, rates);
  }

  private static Limits of(Duration limit, Limits.Rates rates) {
    var production = Limits.production();
    var http = production.http();
    var message = production.socket().message();
    return new Limits(
        new Limits.Http(http.lineBytes(), http.headerBytes(), limit, http.requests()),
        new Limits.Form(production.form().bytes(), limit),
        new Limits.Socket(
            new Limits.Message(message.bytes(), message.fragments(), limit, limit),
            rates,
            limit,
            SHORT));
  }
}
