package callflux.codec.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class G711Test {
  private static final byte[] EVERY_CODE = new byte[1 << 8];
  private static final short[] EVERY_SAMPLE = new short[1 << 16];

  static {
    for (int i = 0; i < EVERY_CODE.length; i++) {
      EVERY_CODE[i] = (byte) i;
    }
    for (int i = 0; i < EVERY_SAMPLE.length; i++) {
      EVERY_SAMPLE[i] = (short) i;
    }
  }

  @Test
  void everyMuLawCodeStandsForItsQuantizedValue() {
    assertThat(MuLaw.decode(EVERY_CODE)).isEqualTo(expanded(G711Table.MU_LAW));
  }

  @Test
  void everySampleGetsTheMuLawCodeOfItsInterval() {
    assertThat(MuLaw.encode(EVERY_SAMPLE)).isEqualTo(compressed(G711Table.MU_LAW));
  }

  @Test
  void everyALawCodeStandsForItsQuantizedValue() {
    assertThat(ALaw.decode(EVERY_CODE)).isEqualTo(expanded(G711Table.A_LAW));
  }

  @Test
  void everySampleGetsTheALawCodeOfItsInterval() {
    assertThat(ALaw.encode(EVERY_SAMPLE)).isEqualTo(compressed(G711Table.A_LAW));
  }

  @Test
  void knownMuLawValues() {
    assertThat(MuLaw.decode((byte) 0x80)).as("the loudest").isEqualTo((short) 32_124);
    assertThat(MuLaw.decode((byte) 0x00)).as("the loudest").isEqualTo((short) -32_124);
    assertThat(MuLaw.encode((short) 0)).as("silence").isEqualTo((byte) 0xFF);
    assertThat(MuLaw.encode((short) -1)).as("the negative zero").isEqualTo((byte) 0x7F);
    assertThat(MuLaw.encode(Short.MAX_VALUE)).as("clipped").isEqualTo((byte) 0x80);
    assertThat(MuLaw.encode(Short.MIN_VALUE)).as("clipped").isEqualTo((byte) 0x00);
  }

  @Test
  void knownALawValues() {
    assertThat(ALaw.decode((byte) 0xAA)).as("the loudest").isEqualTo((short) 32_256);
    assertThat(ALaw.decode((byte) 0x2A)).as("the loudest").isEqualTo((short) -32_256);
    assertThat(ALaw.encode((short) 0)).as("silence").isEqualTo((byte) 0xD5);
    assertThat(ALaw.encode((short) -1)).as("as near to zero").isEqualTo((byte) 0x55);
    assertThat(ALaw.encode(Short.MAX_VALUE)).as("the end of the scale").isEqualTo((byte) 0xAA);
    assertThat(ALaw.encode(Short.MIN_VALUE)).as("the end of the scale").isEqualTo((byte) 0x2A);
  }

  @Test
  void silenceIsWhatTheFormatsSayItIs() {
    assertThat(AudioFormat.PCMU.silence()).isEqualTo(MuLaw.encode((short) 0));
    assertThat(AudioFormat.PCMA.silence()).isEqualTo(ALaw.encode((short) 0));
  }

  @Test
  void aLongerArrayIsFilledFromItsBeginning() {
    var samples = new short[] {7, 7, 7};
    MuLaw.decode(new byte[] {(byte) 0xFF, (byte) 0x80}, samples);
    assertThat(samples).containsExactly(0, 32_124, 7);

    var codes = new byte[] {7, 7, 7};
    ALaw.encode(new short[] {0, -1}, codes);
    assertThat(codes).containsExactly(0xD5, 0x55, 7);
  }

  private static short[] expanded(G711Table table) {
    var samples = new short[EVERY_CODE.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) table.expand(i);
    }
    return samples;
  }

  private static byte[] compressed(G711Table table) {
    var codes = new byte[EVERY_SAMPLE.length];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (byte) table.compress(EVERY_SAMPLE[i]);
    }
    return codes;
  }
}
