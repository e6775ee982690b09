package callflux.bench.crowd;

/// How a model's end says things: as a Realtime server, or as Twilio's far end when nothing but a
/// relay stands between. Each method leaves one or more messages to be flushed.
interface Tongue {
  /// Before the base64 audio in a message that it hears.
  byte[] audioKey();

  /// The connection is open.
  void greet(Socket socket);

  /// A message came that holds no audio.
  ///
  /// @return whether with it the session is set up
  boolean told(Socket socket, Text message);

  /// Some audio of a response.
  void says(Socket socket, int response, byte[] audio, int from, int to);

  void responseBegins(Socket socket, int response);

  void responseEnds(Socket socket, int response, boolean cut);

  void callerStarts(Socket socket);

  void callerStops(Socket socket);
}
