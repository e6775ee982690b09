package callflux.codec.audio;

import java.util.function.IntUnaryOperator;

/// One law of G.711 as two tables: looking up is all that is done to a sample of a call.
final class Companding {
  private final short[] expanded = new short[1 << 8];
  private final byte[] compressed = new byte[1 << 16];

  /// @param expand from a code, 0 to 255, to a sample of 16 bit
  /// @param compress from a sample of 16 bit to a code
  Companding(IntUnaryOperator expand, IntUnaryOperator compress) {
    for (int code = 0; code < expanded.length; code++) {
      expanded[code] = (short) expand.applyAsInt(code);
    }
    for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
      compressed[sample & 0xFFFF] = (byte) compress.applyAsInt(sample);
    }
  }

  short decode(byte code) {
    return expanded[code & 0xFF];
  }

  byte encode(short sample) {
    return compressed[sample & 0xFFFF];
  }

  void decode(byte[] codes, short[] samples) {
    for (int i = 0; i < codes.length; i++) {
      samples[i] = decode(codes[i]);
    }
  }

  void encode(short[] samples, byte[] codes) {
    for (int i = 0; i < samples.length; i++) {
      codes[i] = encode(samples[i]);
    }
  }
}
