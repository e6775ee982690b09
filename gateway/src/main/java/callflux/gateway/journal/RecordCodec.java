package callflux.gateway.journal;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// How a segment is laid out: eight bytes that say what it is, and then records. Each is a mark, a
/// checksum of all that follows, the length of the body, the record's number, and the body. Numbers
/// are big-endian.
final class RecordCodec {
  /// Bytes in front of the first record.
  static final int FILE_HEAD = 8;

  /// Bytes in front of a body.
  static final int HEAD = 20;

  /// Of one body. A length that says more is no length.
  static final int MOST_BYTES = 16 << 20;

  /// `cflxjrn`, and the version of the layout.
  private static final long KIND = 0x63_66_6c_78_6a_72_6e_01L;

  /// None of its bytes is ever in a UTF-8 text, so that no such text can hold a record.
  private static final int MARK = 0xff_c0_fe_f5;

  private static final int CHECKSUM = 4;
  private static final int LENGTH = 8;
  private static final int NUMBER = 12;

  private RecordCodec() {}

  /// Lays records out, one behind the other.
  ///
  /// @param begins whether they are a file's first
  static ByteBuffer encode(List<Frame> frames, boolean begins) {
    int bytes = frames.stream().mapToInt(Frame::length).sum();
    var to = ByteBuffer.allocate(begins ? FILE_HEAD + bytes : bytes);
    if (begins) {
      to.putLong(KIND);
    }
    frames.forEach(frame -> put(to, frame));
    return to.flip();
  }

  private static void put(ByteBuffer to, Frame frame) {
    int at = to.position();
    to.putInt(MARK).putInt(0);
    to.putInt(frame.body().length).putLong(frame.number()).put(frame.body());
    to.putInt(at + CHECKSUM, checksum(to.slice(at, frame.length())));
  }

  /// Whether a file that begins so is a segment.
  static boolean isFileHead(ByteBuffer head) {
    return head.getLong(0) == KIND;
  }

  /// How many bytes of body the head of a record announces; -1 if it is none.
  static int bodyLength(ByteBuffer head) {
    int length = head.getInt(LENGTH);
    return head.getInt(0) == MARK && length >= 0 && length <= MOST_BYTES ? length : -1;
  }

  /// Reads a record, whose head has announced what there is here.
  ///
  /// @return nothing if it is not as it was written
  static @Nullable Frame decode(ByteBuffer record) {
    if (record.getInt(CHECKSUM) != checksum(record)) {
      return null;
    }
    byte[] body = new byte[record.limit() - HEAD];
    record.get(HEAD, body);
    return new Frame(record.getLong(NUMBER), body);
  }

  private static int checksum(ByteBuffer record) {
    var crc = new CRC32C();
    crc.update(record.slice(LENGTH, record.limit() - LENGTH));
    return (int) crc.getValue();
  }
}
