package callflux.gateway.realtime;

import static callflux.gateway.realtime.Rig.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.call.CallFailure.ModelLost;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.test.StepVerifier;

/// What RFC 6455 forbids a server is answered with the close code it names.
class StrictFramesTest {

  static Stream<Arguments> offences() {
    return Stream.of(
        offence("a reserved bit", 1002, new byte[] {(byte) 0xC1, 0}),
        offence("a masked frame", 1002, new byte[] {(byte) 0x81, (byte) 0x80, 1, 2, 3, 4}),
        offence("an opcode of no meaning", 1002, new byte[] {(byte) 0x83, 0}),
        offence("a fragmented ping", 1002, new byte[] {0x09, 0}),
        offence("a continuation of nothing", 1002, new byte[] {(byte) 0x80, 0}),
        offence("text that is not UTF-8", 1007, new byte[] {(byte) 0x81, 1, (byte) 0xFF}),
        offence("a frame of 16 MiB and one", 1009, length((16 << 20) + 1)),
        offence("pieces of more than 16 MiB", 1009, pieces(17, 1 << 20)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("offences")
  void offencesAreNamedAndEndTheSession(String what, int closeCode, byte[] bytes) throws Exception {
    var code = new CompletableFuture<Integer>();
    try (var server =
        ScriptedServer.playing(peer -> {
          peer.upgrade();
          peer.read();
          peer.write(bytes);
          code.complete(peer.readUntil(Peer.CLOSE).closeCode());
        })) {
      StepVerifier.create(Rig.of(server).dial().receive())
          .expectError(ModelLost.class)
          .verify(LONG);
      assertThat(code.get(LONG.toSeconds(), TimeUnit.SECONDS)).as(what).isEqualTo(closeCode);
    }
  }

  private static Arguments offence(String what, int closeCode, byte[] bytes) {
    return Arguments.of(what, closeCode, bytes);
  }

  private static byte[] length(int length) {
    return ByteBuffer.allocate(10).put((byte) 0x81).put((byte) 127).putLong(length).array();
  }

  private static byte[] pieces(int number, int size) {
    var all = new ByteArrayOutputStream();
    for (int i = 0; i < number; i++) {
      all.writeBytes(Peer.frame(i == 0 ? 0x01 : 0x00, new byte[size]));
    }
    return all.toByteArray();
  }
}
