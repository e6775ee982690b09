package callflux.gateway.call;

/// Port: whether there is money for one more call. Asked on an event loop; answers at once.
@FunctionalInterface
public interface Budget {
  /// There always is.
  Budget UNLIMITED = _ -> false;

  /// Whether what may be spent on such calls has been spent.
  boolean isSpent(Call call);
}
