package callflux.gateway.journal;

/// A place in the journal: behind a record.
///
/// @param segment the number of a file
/// @param offset bytes from its beginning
public record Position(long segment, long offset) implements Comparable<Position> {
  /// Before everything.
  static final Position START = new Position(0, 0);

  @Override
  public int compareTo(Position other) {
    int bySegment = Long.compare(segment, other.segment);
    return bySegment == 0 ? Long.compare(offset, other.offset) : bySegment;
  }
}
