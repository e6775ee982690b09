package callflux.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class GatewayIsLookedIntoTest {

  @Test
  void aHistogramIsAddedUp() {
    var heap =
        LiveHeap.read(
            """
            4242:
             num     #instances         #bytes  class name (module)
            -------------------------------------------------------
               1:         39228        3921824  [B (java.base@25.0.3)
               2:            10            160  callflux.gateway.call.Fan$Reader
               3:             1             16  [B (other.module@1)
            Total         39239        3922000
            """
                .lines());

    assertThat(heap.bytes()).isEqualTo(3_922_000);
    assertThat(heap.classes())
        .containsEntry("[B", 3_921_840L)
        .containsEntry("callflux.gateway.call.Fan$Reader", 160L);
  }

  @Test
  void anotherJvmShowsItsHeap() throws IOException {
    var command = LoadTest.here(Child.bench("model"), "");
    try (var model = Child.talking("the model", command)) {
      assertThat(model.line()).matches("\\d+ \\d+");

      var heap = LiveHeap.of(model.pid(), "");

      assertThat(heap.bytes()).isGreaterThan(1_000_000);
      assertThat(heap.classes()).containsKey("callflux.bench.crowd.LoadModel");
    }
  }

  @Test
  void gaugesAreReadByName() {
    var gauges =
        Gauges.read(
            """
            # HELP callflux_direct_memory_bytes of Netty
            # TYPE callflux_direct_memory_bytes gauge
            callflux_direct_memory_bytes 4194304.0
            callflux_frames_total{direction="in"} 3.0
            callflux_frames_total{direction="out"} 4.0
            callflux_endless +Inf
            """);

    assertThat(gauges.value("callflux_direct_memory_bytes")).hasValue(4_194_304);
    assertThat(gauges.value("callflux_frames_total")).hasValue(7);
    assertThat(gauges.value("callflux_endless")).hasValue(Double.POSITIVE_INFINITY);
    assertThat(gauges.value("callflux_other")).isEmpty();
  }
}
