package callflux.gateway.config;

/// A key, token or password. Prints as `***` wherever it ends up.
///
/// @param value the secret itself: for the header or the digest that needs it, and nothing else
public record Secret(String value) {

  /// @throws IllegalArgumentException if there is nothing in it
  public Secret {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a secret is blank; set it, or leave it out");
    }
  }

  @Override
  public String toString() {
    return "***";
  }
}
