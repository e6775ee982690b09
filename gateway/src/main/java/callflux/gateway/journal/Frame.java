package callflux.gateway.journal;

/// A record on its way to the disk, or from there.
///
/// Numbers only ever grow, in one process and from one to the next, so that a record which had to
/// be written twice can be known.
final class Frame {
  private final long number;
  private final byte[] body;

  Frame(long number, byte[] body) {
    this.number = number;
    this.body = body;
  }

  long number() {
    return number;
  }

  byte[] body() {
    return body;
  }

  /// Bytes that it has in a file.
  int length() {
    return RecordCodec.HEAD + body.length;
  }
}
