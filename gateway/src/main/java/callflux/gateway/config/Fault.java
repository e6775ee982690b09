package callflux.gateway.config;

/// One thing wrong with the configuration.
///
/// @param key where: an environment variable, or a path in the file
/// @param what is wrong with it; never its value if that may be a secret
/// @param remedy how to mend it
public record Fault(String key, String what, String remedy) {

  @Override
  public String toString() {
    return key + ": " + what + "; " + remedy;
  }
}
