package callflux.bench.micro;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/// Time goes by when it is told to, on the thread that tells: as on a socket's loop, nothing of a
/// call happens on another thread meanwhile. What is to be done once, and later, is never done.
final class HandClock implements Scheduler, Scheduler.Worker {
  private final List<Runnable> eachSecond = new CopyOnWriteArrayList<>();

  /// A second has gone by.
  void tick() {
    eachSecond.forEach(Runnable::run);
  }

  @Override
  public Disposable schedule(Runnable task) {
    task.run();
    return Disposables.disposed();
  }

  @Override
  public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
    return Disposables.never();
  }

  /// @throws IllegalArgumentException if it is to be done more or less often than once a second
  @Override
  public Disposable schedulePeriodically(
      Runnable task, long initialDelay, long period, TimeUnit unit) {
    if (unit.toMillis(period) != 1_000) {
      throw new IllegalArgumentException("this clock tells seconds alone");
    }
    eachSecond.add(task);
    return () -> eachSecond.remove(task);
  }

  @Override
  public Worker createWorker() {
    return this;
  }

  @Override
  public void dispose() {
    eachSecond.clear();
  }
}
