package callflux.bench.crowd;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/// What is written into the audio of a message, as base64 characters that any bridge passes on:
/// whether it counts, when the caller spoke it, who spoke, when the model answered it.
///
/// Times are of [System#nanoTime], which all processes of a host share.
final class Stamp {
  /// Base64 characters that a stamp takes.
  static final int LENGTH = 64;

  private static final byte[] MAGIC = "CFL".getBytes(US_ASCII);
  private static final byte MEASURED = 'X';
  private static final byte WARM_UP = 'W';
  private static final byte VOICE = 'S';
  private static final byte SILENCE = 'Q';
  private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);

  private static final int SPOKEN = 4;
  private static final int CALL = 20;
  private static final int SPEAKS = 26;
  private static final int LATE = 27;
  private static final int ANSWERED = 32;
  private static final int DELTA = 48;
  private static final int TIME_DIGITS = 16;
  private static final int COUNT_DIGITS = 6;
  private static final int LATE_DIGITS = 5;
  private static final long LATEST_MICROS = 0xFFFFF;
  private static final int LETTERS = 26;

  private Stamp() {}

  /// Audio without a stamp, of 8 kHz mu-law.
  ///
  /// @param millis how long it lasts
  /// @param letter what most of its characters are
  static byte[] audio(int millis, char letter) {
    int bytes = millis * 8;
    var text = new byte[(bytes + 2) / 3 * 4];
    Arrays.fill(text, (byte) letter);
    for (int at = text.length - (3 - bytes % 3) % 3; at < text.length; at++) {
      text[at] = '=';
    }
    if (bytes % 3 != 0) {
      text[text.length - (3 - bytes % 3) % 3 - 1] = 'A'; // the bits that padding cuts off are zero
    }
    return text;
  }

  /// How long so much base64 lasts, in nanoseconds.
  static long nanos(byte[] text, int from, int to) {
    int padding = 0;
    while (padding < 2 && to - padding > from && text[to - padding - 1] == '=') {
      padding++;
    }
    return ((to - from) / 4L * 3 - padding) * 125_000;
  }

  static void speak(byte[] text, int at, long nanos, int call, boolean measured, boolean speaks) {
    System.arraycopy(MAGIC, 0, text, at, MAGIC.length);
    text[at + MAGIC.length] = measured ? MEASURED : WARM_UP;
    hex(text, at + SPOKEN, TIME_DIGITS, nanos);
    hex(text, at + CALL, COUNT_DIGITS, call);
    text[at + SPEAKS] = speaks ? VOICE : SILENCE;
  }

  /// How late it set out, to the microsecond and at most a second or so.
  static void late(byte[] text, int at, long nanos) {
    hex(text, at + LATE, LATE_DIGITS, Math.clamp(nanos / 1_000, 0, LATEST_MICROS));
  }

  /// When it set out, which may be later than it was due.
  static long sent(byte[] text, int at) {
    return spoken(text, at) + number(text, at + LATE, LATE_DIGITS) * 1_000;
  }

  static void answer(byte[] text, int at, long nanos, int delta) {
    hex(text, at + ANSWERED, TIME_DIGITS, nanos);
    hex(text, at + DELTA, COUNT_DIGITS, delta);
  }

  static boolean isAt(byte[] text, int at) {
    return text[at] == MAGIC[0] && text[at + 1] == MAGIC[1] && text[at + 2] == MAGIC[2];
  }

  static boolean measured(byte[] text, int at) {
    return text[at + MAGIC.length] == MEASURED;
  }

  static boolean speaks(byte[] text, int at) {
    return text[at + SPEAKS] == VOICE;
  }

  static long spoken(byte[] text, int at) {
    return number(text, at + SPOKEN, TIME_DIGITS);
  }

  static int call(byte[] text, int at) {
    return (int) number(text, at + CALL, COUNT_DIGITS);
  }

  static long answered(byte[] text, int at) {
    return number(text, at + ANSWERED, TIME_DIGITS);
  }

  static int delta(byte[] text, int at) {
    return (int) number(text, at + DELTA, COUNT_DIGITS);
  }

  /// The letter that a response's audio is made of, so that each piece of it says whose it is.
  static char letter(int response) {
    return (char) ('a' + response % LETTERS);
  }

  private static void hex(byte[] text, int at, int digits, long number) {
    long rest = number;
    for (int i = at + digits - 1; i >= at; i--) {
      text[i] = HEX[(int) (rest & 0xF)];
      rest >>>= 4;
    }
  }

  private static long number(byte[] text, int at, int digits) {
    long number = 0;
    for (int i = at; i < at + digits; i++) {
      number = number << 4 | Character.digit(text[i], 16);
    }
    return number;
  }
}
