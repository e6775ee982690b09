package callflux.gateway.ops;

import callflux.gateway.call.Call;
import callflux.gateway.call.CallEvent;
import callflux.gateway.call.CallListener;
import callflux.gateway.call.CallSummary;
import callflux.gateway.call.Calls;
import callflux.gateway.call.Termination;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.util.Locale;

/// Counts what happens in calls. No label holds a call, a number or a word.
public final class CallMeters implements CallListener {
  private final MeterRegistry registry;
  private final Counter answered;
  private final Counter turns;
  private final Counter bargeIns;
  private final Counter lateAudio;
  private final Counter callerAudioDropped;
  private final Counter gapsPadded;
  private final Counter marksOverdue;
  private final Counter speechOverflowed;

  public CallMeters(MeterRegistry registry) {
    this.registry = registry;
    answered = counter("callflux.calls.answered", "Calls connected to the model");
    turns = counter("callflux.turns", "Times that a caller began to speak");
    bargeIns = counter("callflux.barge.ins", "Times that this cut the model short");
    lateAudio = counter("callflux.late.audio.millis", "Audio of cut responses, not played");
    callerAudioDropped =
        counter(
            "callflux.caller.audio.dropped.millis", "Caller audio the model did not take in time");
    gapsPadded = counter("callflux.caller.gaps.padded.millis", "Gaps filled with silence");
    marksOverdue = counter("callflux.marks.overdue", "Seconds in which time stood in for marks");
    speechOverflowed = counter("callflux.speech.overflowed.millis", "Speech beyond what may wait");
  }

  /// Shows how many calls hold a permit, what they hold off the heap, and whether anybody may place
  /// one.
  public void watch(Calls calls, boolean insecure) {
    Gauge.builder("callflux.calls.admitted", calls, Calls::admitted)
        .description("Calls live or on their way")
        .register(registry);
    Gauge.builder("callflux.direct.memory", CallMeters::directBytes)
        .description("Off-heap memory that Netty's allocator holds")
        .baseUnit(BaseUnits.BYTES)
        .register(registry);
    Gauge.builder("callflux.insecure", () -> insecure ? 1 : 0)
        .description("1 in local mode, where nothing is signed")
        .register(registry);
  }

  private static long directBytes() {
    return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
  }

  @Override
  public void answered(Call call) {
    answered.increment();
  }

  @Override
  public void happened(Call call, CallEvent event) {
    switch (event) {
      case CallEvent.CallerSpoke spoke -> {
        turns.increment();
        bargeIns.increment(spoke.bargeIn() ? 1 : 0);
      }
      case CallEvent.ResponseEnded ended ->
          registry
              .counter(
                  "callflux.responses", "status", ended.status().name().toLowerCase(Locale.ROOT))
              .increment();
      case CallEvent.ErrorReported error ->
          registry.counter("callflux.upstream.errors", "code", code(error.code())).increment();
      case CallEvent.LateAudioDropped late -> lateAudio.increment(late.millis());
      case CallEvent.CallerAudioDropped dropped -> callerAudioDropped.increment(dropped.millis());
      case CallEvent.GapPadded gap -> gapsPadded.increment(gap.millis());
      case CallEvent.MarksOverdue _ -> marksOverdue.increment();
      case CallEvent.SpeechOverflowed overflow -> speechOverflowed.increment(overflow.millis());
      case CallEvent.SessionReady _, CallEvent.KeysPressed _, CallEvent.Ending _ -> {
        // Nothing to count.
      }
    }
  }

  @Override
  public void ended(Call call, Termination termination, CallSummary summary) {
    Timer.builder("callflux.calls.ended")
        .description("Calls that have ended, and their length")
        .tag("reason", termination.label())
        .tag("result", termination.result().label())
        .register(registry)
        .record(summary.length());
  }

  /// A server could make a label of anything: only words that look like a code are kept.
  private static String code(@org.jspecify.annotations.Nullable String code) {
    return code != null && code.length() <= 64 && code.chars().allMatch(CallMeters::isPlain)
        ? code
        : "other";
  }

  private static boolean isPlain(int c) {
    return (c >= 'a' && c <= 'z') || c == '_';
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }
}
