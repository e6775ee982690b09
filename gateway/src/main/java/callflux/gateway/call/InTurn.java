package callflux.gateway.call;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/// Does one thing after another in the order in which they come, on whichever thread brings them.
/// Nobody waits: who comes while something is being done leaves theirs to whoever does it. What
/// fails, fails alone.
final class InTurn {
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger undone = new AtomicInteger();

  void run(Runnable task) {
    waiting.add(task);
    if (undone.getAndIncrement() == 0) {
      int missed = 1;
      while (missed != 0) {
        for (var next = waiting.poll(); next != null; next = waiting.poll()) {
          attempt(next);
        }
        missed = undone.addAndGet(-missed);
      }
    }
  }

  private static void attempt(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      Operators.onErrorDropped(e, Context.empty());
    }
  }
}
