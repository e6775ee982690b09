package callflux.gateway.http;

import static callflux.gateway.http.RawSocket.frame;
import static callflux.gateway.http.RawSocket.joined;
import static callflux.gateway.http.RawSocket.text;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.UnpooledByteBufAllocator;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a stranger can make the server hold, counted to the byte.
class HostileSocketTest {
  private static final int MANY = 300;
  private static final int LITTLE = 512 * 1024;
  private static final Limits.Rates UNLIMITED_PINGS =
      new Limits.Rates(Integer.MAX_VALUE, Duration.ofMinutes(1), 100, Duration.ofMinutes(1));

  private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(true);

  @Test
  void bytesOnTheHeelsOfAnUpgradeEndTheConnectionAndAreReleased() {
    byte[] early = joined(RawSocket.upgrade("/echo").getBytes(ISO_8859_1), new byte[2_000]);
    try (var server = new EchoServer(TestLimits.patient(), 0, memory)) {
      for (int i = 0; i < MANY; i++) {
        try (var client = new RawSocket(server.port())) {
          client.say(early).rest();
        }
      }
    }
    assertThat(held()).isZero();
  }

  @Test
  void framesOnTheHeelsOfAnUpgradeAreNotHeard() {
    byte[] early = joined(RawSocket.upgrade("/echo").getBytes(ISO_8859_1), text("early"));
    try (var server = new EchoServer(TestLimits.patient(), 0, memory);
        var client = new RawSocket(server.port())) {
      assertThat(client.say(early).rest()).doesNotContain("early");
    }
    assertThat(held()).isZero();
  }

  @Test
  void aFloodOfPingsIsCutShort() {
    try (var server = new EchoServer(TestLimits.patient(), 0, memory);
        var client = RawSocket.upgraded(server.port(), "/echo")) {
      assertThat(survivesFlood(client)).isFalse();
      assertThat(held()).isLessThan(LITTLE);
    }
    assertThat(held()).isZero();
  }

  @Test
  void pongsThatNobodyReadsAreNotPiledUp() {
    try (var server = new EchoServer(TestLimits.paced(UNLIMITED_PINGS), 0, memory);
        var client = RawSocket.upgraded(server.port(), "/echo")) {
      assertThat(survivesFlood(client)).isTrue();
      assertThat(held()).isLessThan(LITTLE);
    }
    assertThat(held()).isZero();
  }

  @Test
  void whatAVanishedFarEndLeftBehindIsReleased() {
    try (var server = new EchoServer(TestLimits.patient(), 0, memory)) {
      for (int i = 0; i < MANY; i++) {
        try (var client = RawSocket.upgraded(server.port(), "/echo")) {
          client.say(joined(text("a"), frame(0x01, new byte[1_000]), new byte[] {(byte) 0x80}));
        }
      }
    }
    assertThat(held()).isZero();
  }

  // 8 MB, twice what the kernel keeps for a reader that does not come.
  private static boolean survivesFlood(RawSocket client) {
    byte[] ping = frame(0x89, new byte[125]);
    byte[] pings = joined(Stream.generate(() -> ping).limit(400).toArray(byte[][]::new));
    boolean open = true;
    for (int i = 0; i < 160 && open; i++) {
      open = client.isTold(pings);
    }
    return open;
  }

  private long held() {
    return memory.metric().usedDirectMemory() + memory.metric().usedHeapMemory();
  }
}
