package callflux.bench.run;

import java.io.IOException;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// What a gateway takes of the machine at a moment.
///
/// @param calls answered so far
/// @param open calls at that moment
/// @param heap bytes alive after a collection
/// @param direct bytes of Netty's direct memory; none if the gateway does not say
/// @param resident bytes in all, as the kernel has it
public record Footprint(
    long calls,
    long open,
    long heap,
    @Nullable Long direct,
    long resident,
    int descriptors,
    int threads) {
  private static final String DIRECT = "callflux_direct_memory_bytes";
  private static final String OPEN = "callflux_calls_admitted";
  private static final String ANSWERED = "callflux_calls_answered_total";

  /// With the classes that the heap is made of.
  public record Detailed(Footprint footprint, Map<String, Long> classes) {}

  /// Takes a second or so, in which the gateway is halted for a moment.
  ///
  /// @param cpus where to run what that takes
  public static Detailed of(Stage stage, String cpus) throws IOException {
    // Before anything is asked, because each question opens a socket there.
    ProcessStat undisturbed = ProcessStat.of(stage.pid());
    LiveHeap heap = LiveHeap.of(stage.pid(), cpus);
    long resident = ProcessStat.of(stage.pid()).residentKib() * 1024;
    Gauges gauges = Gauges.of(stage.adminPort());
    OptionalDouble direct = gauges.value(DIRECT);
    var footprint =
        new Footprint(
            (long) gauges.value(ANSWERED).orElse(0),
            (long) gauges.value(OPEN).orElse(0),
            heap.bytes(),
            direct.isPresent() ? Long.valueOf((long) direct.getAsDouble()) : null,
            resident,
            undisturbed.descriptors(),
            undisturbed.threads());
    return new Detailed(footprint, heap.classes());
  }
}
