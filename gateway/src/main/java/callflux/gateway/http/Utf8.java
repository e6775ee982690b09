package callflux.gateway.http;

import io.netty.buffer.ByteBuf;

/// Tells whether text that comes in pieces is UTF-8 (RFC 3629), as early as a piece can show it.
final class Utf8 {
  private static final long NOT_ASCII = 0x8080808080808080L;

  private int missing;
  private int lowest;
  private int highest;

  /// Whether the text may still become UTF-8 with this piece at its end. Borrows the piece.
  boolean accepts(ByteBuf piece) {
    int at = piece.readerIndex();
    int end = piece.writerIndex();
    while (at < end) {
      if (missing == 0) {
        at = pastAscii(piece, at, end);
        if (at < end && !lead(piece.getUnsignedByte(at++))) {
          return false;
        }
      } else if (!continuation(piece.getUnsignedByte(at++))) {
        return false;
      }
    }
    return true;
  }

  /// Whether the text could end here; the next piece begins another.
  boolean ends() {
    boolean whole = missing == 0;
    missing = 0;
    return whole;
  }

  // JSON is mostly ASCII: eight bytes at a time.
  private static int pastAscii(ByteBuf piece, int from, int end) {
    int at = from;
    while (end - at >= Long.BYTES && (piece.getLong(at) & NOT_ASCII) == 0) {
      at += Long.BYTES;
    }
    while (at < end && piece.getByte(at) >= 0) {
      at++;
    }
    return at;
  }

  private boolean lead(int octet) {
    lowest = 0x80;
    highest = 0xBF;
    if (octet >= 0xC2 && octet <= 0xDF) {
      missing = 1;
    } else if (octet >= 0xE0 && octet <= 0xEF) {
      missing = 2;
      lowest = octet == 0xE0 ? 0xA0 : lowest; // overlong
      highest = octet == 0xED ? 0x9F : highest; // surrogates
    } else if (octet >= 0xF0 && octet <= 0xF4) {
      missing = 3;
      lowest = octet == 0xF0 ? 0x90 : lowest; // overlong
      highest = octet == 0xF4 ? 0x8F : highest; // past U+10FFFF
    } else {
      return false;
    }
    return true;
  }

  private boolean continuation(int octet) {
    if (octet < lowest || octet > highest) {
      return false;
    }
    lowest = 0x80;
    highest = 0xBF;
    missing--;
    return true;
  }
}
