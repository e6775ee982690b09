package callflux.gateway.call;

/// Port: whether what is said in one more call could be kept. Asked on an event loop; answers at
/// once.
@FunctionalInterface
public interface Keeper {
  /// It always could, or nobody wants it kept.
  Keeper ALWAYS = () -> true;

  /// Whether there is room for it.
  boolean hasRoom();
}
