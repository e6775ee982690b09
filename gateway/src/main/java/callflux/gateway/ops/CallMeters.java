package callflux.gateway.ops;

import callflux.gateway.call.Call;
import callflux.gateway.call.CallEvent;
import callflux.gateway.call.CallListener;
import callflux.gateway.call.CallSummary;
import callflux.gateway.call.Calls;
import callflux.gateway.call.Termination;
import callflux.gateway.ops.PlanMeters.Who;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Counts what happens in calls. No label holds a call, a caller's number or a word; `agent` and
/// `number` are labels of the configuration's own, and bounded by it.
public final class CallMeters implements CallListener {
  private final MeterRegistry registry;
  private final Map<Who, PlanMeters> plans = new ConcurrentHashMap<>();
  private final Set<String> live = ConcurrentHashMap.newKeySet();
  private final Codes codes = new Codes();
  private final ToolMeters tools;
  private final Counter lateAudio;
  private final Counter callerAudioDropped;
  private final Counter gapsPadded;
  private final Counter marksOverdue;
  private final Counter speechOverflowed;

  public CallMeters(MeterRegistry registry) {
    this.registry = registry;
    tools = new ToolMeters(registry);
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
    live.add(call.callSid());
    of(call).answered();
  }

  @Override
  public void happened(Call call, CallEvent event) {
    switch (event) {
      case CallEvent.SetUp setUp -> of(call).setUp(setUp);
      case CallEvent.FirstAudio first -> of(call).firstAudio(first);
      case CallEvent.CallerSpoke spoke -> of(call).callerSpoke(spoke);
      case CallEvent.Cleared cleared -> of(call).cleared(cleared);
      case CallEvent.AnswerBegan began -> of(call).answerBegan(began);
      case CallEvent.DeadAir silence -> of(call).deadAir(silence);
      case CallEvent.ResponseEnded ended ->
          of(call).responded(ended.status().name().toLowerCase(Locale.ROOT));
      case CallEvent.ErrorReported error -> of(call).error(codes.label(error.code()));
      case CallEvent.LateAudioDropped late -> lateAudio.increment(late.millis());
      case CallEvent.CallerAudioDropped dropped -> callerAudioDropped.increment(dropped.millis());
      case CallEvent.GapPadded gap -> gapsPadded.increment(gap.millis());
      case CallEvent.MarksOverdue _ -> marksOverdue.increment();
      case CallEvent.SpeechOverflowed overflow -> speechOverflowed.increment(overflow.millis());
      case CallEvent.ToolAnswered answered -> tools.answered(answered);
      case CallEvent.SessionReady _,
          CallEvent.CallerPaused _,
          CallEvent.SpeechBegan _,
          CallEvent.SpeechHeard _,
          CallEvent.KeysPressed _,
          CallEvent.ToolCalled _,
          CallEvent.Ending _ -> {
        // Nothing to count.
      }
    }
  }

  @Override
  public void ended(Call call, Termination termination, CallSummary summary) {
    if (live.remove(call.callSid())) {
      of(call).hungUp();
    }
    of(call).ended(termination.label(), termination.result().label(), summary.length());
  }

  private PlanMeters of(Call call) {
    var who = Who.of(call);
    var known = plans.get(who); // in all but a plan's first call, without a lock
    return known != null ? known : plans.computeIfAbsent(who, _ -> new PlanMeters(registry, who));
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }
}
