package callflux.gateway.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// A record is appended on an event loop, which has no time.
class ManyThreadsAppendTest {
  private static final int THREADS = 50;
  private static final int EACH = 2_000;

  @TempDir Path directory;

  @Test
  void eachThreadsRecordsAreReadInItsOrderAndOnce() throws Exception {
    try (var rig = roomy()) {
      var all = new CountDownLatch(1);
      var threads = new ArrayList<Thread>();
      for (int i = 0; i < THREADS; i++) {
        var name = i + " ";
        threads.add(
            Thread.ofPlatform()
                .start(() -> {
                  awaits(all);
                  for (int j = 0; j < EACH; j++) {
                    rig.append(name + j);
                  }
                }));
      }
      all.countDown();
      for (var thread : threads) {
        thread.join();
      }
      rig.journal.flush().block(Rig.SOON);

      var read = rig.read();
      assertThat(read).hasSize(THREADS * EACH);
      for (int i = 0; i < THREADS; i++) {
        var name = i + " ";
        assertThat(read.stream().filter(line -> line.startsWith(name)).toList())
            .isEqualTo(IntStream.range(0, EACH).mapToObj(j -> name + j).toList());
      }
      assertThat(rig.meters.get("callflux.journal.appended").counter().count())
          .isEqualTo(THREADS * EACH);
    }
  }

  /// With each append a flush of its own, as if many waited.
  @Test
  void flushesCompleteWhateverTheyWaitFor() throws Exception {
    try (var rig = roomy()) {
      var flushed =
          Flux.range(0, 1_000)
              .flatMap(
                  i ->
                      Mono.fromCallable(() -> rig.append("line " + i))
                          .subscribeOn(Schedulers.parallel())
                          .then(rig.journal.flush()),
                  100)
              .then(Mono.just("all"));

      assertThat(flushed.block(Rig.SOON)).isEqualTo("all");
      assertThat(rig.read()).hasSize(1_000);
    }
  }

  /// The price is an object of three words.
  @Test
  void appendingAllocatesNothingBeside() throws Exception {
    byte[] body = "line".getBytes(UTF_8);
    Supplier<byte[]> record = () -> body;
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (var rig = roomy()) {
      append(rig, record, 20_000);
      long before = threads.getCurrentThreadAllocatedBytes();
      append(rig, record, 50_000);
      long bytes = threads.getCurrentThreadAllocatedBytes() - before;

      assertThat(bytes / 50_000).isLessThanOrEqualTo(24);
    }
  }

  private static void append(Rig rig, Supplier<byte[]> record, int times) {
    for (int i = 0; i < times; i++) {
      rig.journal.append(record);
    }
  }

  private Rig roomy() throws Exception {
    return Rig.on(new FaultyDisk(), new JournalConfig(directory, 1 << 20, 1L << 30));
  }

  private static void awaits(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
