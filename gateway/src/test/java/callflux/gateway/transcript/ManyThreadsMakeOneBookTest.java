package callflux.gateway.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.archive.Content.Ended;
import callflux.gateway.archive.Entry;
import callflux.gateway.call.CallEvent;
import callflux.gateway.call.Said.Keys;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is said comes on one thread and what happens on another, and a third ends the call: entries
/// are numbered without a hole all the same, and nothing stands behind the end.
class ManyThreadsMakeOneBookTest {
  private static final int CALLS = 200;

  @Test
  void numbersAreThoseOfOneThread() throws Exception {
    try (var threads = Executors.newFixedThreadPool(2)) {
      for (int i = 0; i < CALLS; i++) {
        var book = Book.begun();
        var together = new CyclicBarrier(3);
        Future<?> saying =
            threads.submit(() -> {
              together.await();
              IntStream.range(0, 50).forEach(key -> book.says(new Keys("1")));
              return null;
            });
        Future<?> happening =
            threads.submit(() -> {
              together.await();
              IntStream.range(0, 50).forEach(_ -> book.happens(new CallEvent.CallerSpoke(true, 1)));
              return null;
            });
        together.await();
        for (int j = 0; j < i * 37 % 2_000; j++) {
          Thread.onSpinWait();
        }
        book.ends();
        saying.get();
        happening.get();

        check(book);
      }
    }
  }

  private static void check(Book book) {
    var entries = book.entries();
    assertThat(entries)
        .extracting(Entry::seq)
        .isEqualTo(IntStream.range(0, entries.size()).boxed().toList());
    assertThat(entries.getLast().content()).isInstanceOf(Ended.class);
    assertThat(book.story().getLast()).isInstanceOf(Ended.class);
    assertThat(entries).extracting(Entry::place).isSorted();
  }
}
