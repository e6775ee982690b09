package callflux.bench.load;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// The names that Twilio gives to a call.
public record CallIdentity(String accountSid, String callSid, String streamSid) {

  /// New names for a call of the given account.
  public static CallIdentity of(String accountSid) {
    return new CallIdentity(accountSid, "CA" + random(), "MZ" + random());
  }

  private static String random() {
    var bytes = new byte[16];
    ThreadLocalRandom.current().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
