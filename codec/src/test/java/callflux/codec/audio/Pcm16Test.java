package callflux.codec.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Pcm16Test {
  @Test
  void theLowByteComesFirst() {
    assertThat(Pcm16.bytes(new short[] {0x1234, -2})).containsExactly(0x34, 0x12, 0xFE, 0xFF);
  }

  @Test
  void everySampleComesBack() {
    var samples = new short[1 << 16];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) i;
    }
    assertThat(Pcm16.samples(Pcm16.bytes(samples))).isEqualTo(samples);
  }

  @Test
  void halfASampleIsLeftOut() {
    assertThat(Pcm16.samples(new byte[] {1, 0, 2})).containsExactly(1);
  }
}
