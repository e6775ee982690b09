package callflux.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import callflux.codec.audio.MuLaw;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// A recording of one voice: reads PCM of 16 bit and mu-law, mono; writes PCM.
public final class Wav {
  private static final int TELEPHONE_RATE = 8_000;
  private static final int HEADER_BYTES = 44;
  private static final short PCM = 1;
  private static final short MU_LAW = 7;

  /// Half the taps of the filter ahead of decimation, for each step of it.
  private static final int HALF_TAPS = 24;

  private final int sampleRate;
  private final short[] samples;

  private Wav(int sampleRate, short[] samples) {
    this.sampleRate = sampleRate;
    this.samples = samples;
  }

  /// A recording of the given samples, which are the recording's from now on.
  ///
  /// @param sampleRate in Hz
  public static Wav of(int sampleRate, short[] samples) {
    return new Wav(sampleRate, samples);
  }

  /// Reads a file whole.
  ///
  /// @throws IOException if it cannot be read, is no WAV, or is in a format that is not read; the
  ///   message names file and reason
  public static Wav read(Path file) throws IOException {
    var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.remaining() < 12 || !tag(bytes, 0).equals("RIFF") || !tag(bytes, 8).equals("WAVE")) {
      throw new IOException(file + ": no WAV file");
    }
    ByteBuffer format = null;
    for (int at = 12; at + 8 <= bytes.limit(); ) {
      // A recorder that was killed leaves lengths that reach beyond the end, or negative ones.
      long length = Math.min(bytes.getInt(at + 4) & 0xFFFF_FFFFL, bytes.limit() - at - 8);
      var body = bytes.slice(at + 8, (int) length).order(ByteOrder.LITTLE_ENDIAN);
      switch (tag(bytes, at)) {
        case "fmt " -> format = body;
        case "data" -> {
          if (format == null || format.remaining() < 16) {
            throw new IOException(file + ": sound before its format");
          }
          return decode(file, format, body);
        }
        default -> {}
      }
      at += 8 + (int) length + (int) (length & 1);
    }
    throw new IOException(file + ": no sound in it");
  }

  private static Wav decode(Path file, ByteBuffer format, ByteBuffer data) throws IOException {
    short encoding = format.getShort(0);
    short channels = format.getShort(2);
    int rate = format.getInt(4);
    short bits = format.getShort(14);
    if (rate < TELEPHONE_RATE || rate % TELEPHONE_RATE != 0) {
      throw new IOException(file + ": " + rate + " Hz; 8,000, 16,000 and 24,000 are read");
    }
    if (channels != 1) {
      throw new IOException(file + ": " + channels + " channels; one is read");
    }
    if (encoding == PCM && bits == 16) {
      var samples = new short[data.remaining() / 2];
      data.asShortBuffer().get(samples);
      return new Wav(rate, samples);
    }
    if (encoding == MU_LAW && bits == 8) {
      var codes = new byte[data.remaining()];
      data.get(codes);
      return new Wav(rate, MuLaw.decode(codes));
    }
    throw new IOException(
        file + ": format " + encoding + " of " + bits + " bit; PCM of 16 and mu-law are read");
  }

  /// Writes PCM of 16 bit, mono, replacing the file.
  public void write(Path file) throws IOException {
    int length = samples.length * 2;
    var bytes = ByteBuffer.allocate(HEADER_BYTES + length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("RIFF".getBytes(US_ASCII)).putInt(HEADER_BYTES - 8 + length);
    bytes.put("WAVEfmt ".getBytes(US_ASCII)).putInt(16).putShort(PCM).putShort((short) 1);
    bytes.putInt(sampleRate).putInt(sampleRate * 2).putShort((short) 2).putShort((short) 16);
    bytes.put("data".getBytes(US_ASCII)).putInt(length);
    bytes.asShortBuffer().put(samples);
    Files.write(file, bytes.array());
  }

  /// In Hz.
  public int sampleRate() {
    return sampleRate;
  }

  /// The recording's own array, not to be changed.
  public short[] samples() {
    return samples;
  }

  /// The recording at 8,000 Hz, as a telephone would carry it.
  short[] telephone() {
    int step = sampleRate / TELEPHONE_RATE;
    return step == 1 ? samples : decimate(samples, lowPass(step), step);
  }

  private static short[] decimate(short[] samples, double[] taps, int step) {
    int half = taps.length / 2;
    var output = new short[samples.length / step];
    for (int i = 0; i < output.length; i++) {
      double sum = 0;
      for (int k = 0; k < taps.length; k++) {
        int at = i * step + k - half;
        sum += at < 0 || at >= samples.length ? 0 : taps[k] * samples[at];
      }
      output[i] = (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
    }
    return output;
  }

  /// A sinc that is 6 dB down at 3,700 Hz under a Hamming window.
  private static double[] lowPass(int step) {
    int half = HALF_TAPS * step;
    double cutoff = 3_700.0 / (TELEPHONE_RATE * step);
    var taps = new double[2 * half + 1];
    for (int k = -half; k <= half; k++) {
      double sinc = k == 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * k) / (Math.PI * k);
      taps[k + half] = sinc * (0.54 + 0.46 * Math.cos(Math.PI * k / half));
    }
    return taps;
  }

  private static String tag(ByteBuffer bytes, int at) {
    var tag = new byte[4];
    bytes.get(at, tag);
    return new String(tag, US_ASCII);
  }
}
