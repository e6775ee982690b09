package callflux.gateway.config;

import java.util.regex.Pattern;

/// One thing wrong with the configuration.
///
/// @param key where: an environment variable, or a path in the file
/// @param what is wrong with it; never its value if that may be a secret
/// @param remedy how to mend it
public record Fault(String key, String what, String remedy) {
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  /// One line, whatever the file's keys hold.
  @Override
  public String toString() {
    return UNSEEN.matcher(key + ": " + what + "; " + remedy).replaceAll("?");
  }
}
