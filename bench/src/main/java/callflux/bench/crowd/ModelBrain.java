package callflux.bench.crowd;

/// What a model does with what it hears.
interface ModelBrain {
  /// The session is set up.
  void ready(Socket socket);

  /// A frame of the caller's voice, with its stamp.
  ///
  /// @param from where its base64 begins
  /// @param to where it ends
  void heard(Socket socket, byte[] text, int from, int to);

  /// The call has ended.
  void over();
}
