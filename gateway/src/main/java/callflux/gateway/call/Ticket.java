package callflux.gateway.call;

/// A call that was admitted at the webhook and may open one media socket.
///
/// @param nonce 128 random bits in hex: the last segment of the socket's path
public record Ticket(String nonce, Call call) {

  @Override
  public String toString() {
    return call.toString();
  }
}
