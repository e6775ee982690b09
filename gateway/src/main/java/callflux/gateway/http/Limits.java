package callflux.gateway.http;

import java.time.Duration;

/// What a far end may ask of one connection before it is turned away.
///
/// @param http of the requests on a connection
/// @param form of a form that is posted
/// @param socket of a WebSocket
public record Limits(Http http, Form form, Socket socket) {

  /// The limits of a gateway in service.
  public static Limits production() {
    return new Limits(Http.production(), Form.production(), Socket.production());
  }

  /// Of the requests on a connection.
  ///
  /// @param lineBytes of the request line; longer is answered 414
  /// @param headerBytes of all header fields together; more is answered 431
  /// @param idle how long a connection may say nothing between requests, or take to say one
  /// @param requests how many requests a connection may carry
  public record Http(int lineBytes, int headerBytes, Duration idle, int requests) {
    static Http production() {
      return new Http(4096, 8192, Duration.ofSeconds(3), 50);
    }
  }

  /// Of a form that is posted.
  ///
  /// @param bytes of the body; more is answered 413
  /// @param patience how long the body may take; longer is answered 408
  public record Form(int bytes, Duration patience) {
    static Form production() {
      return new Form(16 * 1024, Duration.ofSeconds(3));
    }
  }

  /// Of a WebSocket.
  ///
  /// @param message of one message
  /// @param rates of messages and pings
  /// @param unwritable how long the far end may read nothing of what is sent; longer closes 1013
  /// @param closing how long a closing handshake may take before the socket is dropped
  public record Socket(Message message, Rates rates, Duration unwritable, Duration closing) {
    static Socket production() {
      return new Socket(
          new Message(64 * 1024, 64, Duration.ofSeconds(5), Duration.ofSeconds(10)),
          // 100 a second is twice what a phone call says.
          new Rates(20, Duration.ofSeconds(10), 100, Duration.ofSeconds(10)),
          Duration.ofSeconds(10),
          // The promise is one second; the rest of it is for a socket that is slow to die.
          Duration.ofMillis(900));
    }
  }

  /// Of one message on a WebSocket.
  ///
  /// @param bytes of a message, whole or in fragments; more closes 1009
  /// @param fragments of a message; more closes 1009
  /// @param whole how long the fragments of a message may take; longer closes 1008
  /// @param frame how long the bytes of a frame may take; longer closes 1008
  public record Message(int bytes, int fragments, Duration whole, Duration frame) {}

  /// Of all that comes on a WebSocket.
  ///
  /// @param pings in `pingWindow`; more close 1008
  /// @param messages in a second: as many are read in a burst, then the socket is read no faster
  /// @param sustained how long the far end may go on faster than that; longer closes 1008
  public record Rates(int pings, Duration pingWindow, int messages, Duration sustained) {}
}
