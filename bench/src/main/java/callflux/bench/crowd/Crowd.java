package callflux.bench.crowd;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Callers in number, each sending its frames on time whatever becomes of them (an open loop): a
/// late frame keeps the time at which it was due, so that a stall shows in every frame behind it.
public final class Crowd implements CallerSocket.Callers, AutoCloseable {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /// Waking more often costs more than it sharpens.
  private static final long SHORTEST_SLEEP = 200_000;

  /// For what is on its way when the callers fall silent.
  private static final long DRAIN_MILLIS = 1_500;

  private static final long CLOSE_MILLIS = 1_500;

  /// What a crowd is about to do, or has done.
  public enum Phase {
    /// All calls are up; what follows is not yet measured.
    WARMING,
    /// From here on it is measured.
    MEASURING,
    /// It was measured until here, and all are still on the line.
    MEASURED,
    /// All have hung up.
    OVER
  }

  private final Loop loop = Loop.start("callers");
  private final EventLoop eventLoop = loop.eventLoop();
  private final SplittableRandom random = new SplittableRandom(42);
  private final Figures figures = new Figures();
  private final CompletableFuture<Figures.Parcel> finished = new CompletableFuture<>();
  private final CrowdPlan plan;
  private final Consumer<Phase> told;
  private final Dialing dialing;
  private final long frameNanos;

  /// In the order of their next frames, because all wait equally long.
  private final ArrayDeque<Turn> ring = new ArrayDeque<>();

  private int placed;
  private int live;
  private boolean warming;
  private boolean measuring;
  private boolean stopping;

  private static final class Turn {
    private final CallerSocket caller;
    private final Speaker speaker;
    private final long ends;
    private long due;

    Turn(CallerSocket caller, Speaker speaker, long due, long ends) {
      this.caller = caller;
      this.speaker = speaker;
      this.due = due;
      this.ends = ends;
    }
  }

  private Crowd(CrowdPlan plan, Consumer<Phase> told) {
    this.plan = plan;
    this.told = told;
    this.frameNanos = plan.frameMillis() * NANOS_PER_MILLI;
    this.dialing = new Dialing(loop, plan, new CallerSocket.Context(figures, this));
  }

  /// Begins to call.
  ///
  /// @param told of each phase, on the event loop
  public static Crowd start(CrowdPlan plan, Consumer<Phase> told) {
    var crowd = new Crowd(plan, told);
    crowd.eventLoop.execute(crowd::ramp);
    crowd.eventLoop.execute(crowd::pace);
    return crowd;
  }

  /// What they saw, when all have hung up.
  public CompletableFuture<Figures.Parcel> finished() {
    return finished;
  }

  /// Has them hang up before their time; what was seen until then is kept.
  public void stop() {
    eventLoop.execute(this::fallSilent);
  }

  private void ramp() {
    if (stopping) {
      return;
    }
    placed++;
    dialing.call();
    if (placed < plan.calls()) {
      after(NANOS_PER_SECOND / plan.times().perSecond(), this::ramp);
    } else {
      after(2 * NANOS_PER_SECOND, this::warm);
    }
  }

  private void warm() {
    if (stopping) {
      return;
    }
    warming = true;
    told.accept(Phase.WARMING);
    if (churns()) {
      arrive();
    }
    after(plan.times().warmUp().toNanos(), this::measure);
  }

  private boolean churns() {
    return plan.times().holding().isPositive();
  }

  /// As many arrive as leave, by chance.
  private void arrive() {
    if (stopping) {
      return;
    }
    double apart = (double) plan.times().holding().toNanos() / plan.calls();
    after(
        exponential(apart),
        () -> {
          if (!stopping) {
            placed++;
            dialing.call();
            arrive();
          }
        });
  }

  private void measure() {
    if (stopping) {
      return;
    }
    measuring = true;
    told.accept(Phase.MEASURING);
    after(plan.times().measured().toNanos(), this::fallSilent);
  }

  private void fallSilent() {
    if (stopping) {
      return;
    }
    stopping = true;
    measuring = false;
    told.accept(Phase.MEASURED);
    after(DRAIN_MILLIS * NANOS_PER_MILLI, this::hangUp);
  }

  private void hangUp() {
    figures.count("live at the end", live);
    List.copyOf(ring).forEach(turn -> turn.caller.hangUp());
    after(CLOSE_MILLIS * NANOS_PER_MILLI, this::finish);
  }

  private void finish() {
    figures.count("placed", placed);
    told.accept(Phase.OVER);
    finished.complete(figures.pack());
  }

  @Override
  public void answered(CallerSocket caller) {
    live++;
    figures.count("answered");
    caller.start(dialing.parameters(caller));
    long now = System.nanoTime();
    long ends =
        churns() ? now + exponential((double) plan.times().holding().toNanos()) : Long.MAX_VALUE;
    // If the others are late, then so is this one, or it would hold up those behind it.
    long late = ring.isEmpty() ? now : Math.min(now, ring.peek().due);
    ring.add(
        new Turn(caller, new Speaker(plan.profile(), random.split()), late + frameNanos, ends));
  }

  @Override
  public void left(CallerSocket caller, String why) {
    boolean was = ring.removeIf(turn -> turn.caller == caller);
    live -= was ? 1 : 0;
    if (!stopping) {
      figures.count((was ? "lost: " : "refused: ") + why);
    }
  }

  private void pace() {
    long now = System.nanoTime();
    var leaving = new ArrayList<Turn>(0);
    for (Turn turn = ring.peek(); turn != null && turn.due <= now; turn = ring.peek()) {
      ring.remove();
      if (stopping) {
        turn.due = Long.MAX_VALUE;
        ring.add(turn);
      } else if (turn.due >= turn.ends) {
        leaving.add(turn);
      } else {
        speak(turn, now);
        turn.due += frameNanos;
        ring.add(turn);
      }
    }
    leaving.forEach(this::leave);
    Turn next = ring.peek();
    long sleep = next == null ? frameNanos : next.due - System.nanoTime();
    if (!finished.isDone()) {
      after(Math.clamp(sleep, SHORTEST_SLEEP, frameNanos), this::pace);
    }
  }

  private void speak(Turn turn, long now) {
    if (turn.caller.isOpen()) {
      boolean voice = turn.speaker.speaks(turn.caller, now);
      turn.caller.speak(turn.due, System.nanoTime(), measuring && warming, voice);
    }
  }

  /// A moment after its last frame, for what is on its way.
  private void leave(Turn turn) {
    live--;
    figures.count("hung up");
    after(DRAIN_MILLIS * NANOS_PER_MILLI, turn.caller::hangUp);
  }

  private long exponential(double mean) {
    return (long) (-Math.log(1 - random.nextDouble()) * mean);
  }

  private void after(long nanos, Runnable step) {
    var _ = eventLoop.schedule(step, nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    loop.close();
  }
}
