package callflux.bench.drill;

import static java.util.stream.Collectors.groupingBy;

import callflux.bench.drill.Findings.Count;
import callflux.bench.drill.Turn.Speaker;
import callflux.gateway.archive.Content.AgentSpoke;
import callflux.gateway.archive.Content.Began;
import callflux.gateway.archive.Content.CallerSpoke;
import callflux.gateway.archive.Content.Ended;
import callflux.gateway.archive.Content.Gap;
import callflux.gateway.archive.Content.Gap.Cause;
import callflux.gateway.archive.Entry;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Holds what was said in calls against what was kept of them.
///
/// A turn is due if it was settled for a while before the gateway was killed: what it had just been
/// told may not have reached the disk. In a call in which it was not killed whatever it was told is
/// due. A gap is due in its place if the gateway had known for as long that the next turn had
/// begun: one turn is in flight, and no more.
final class Audit {
  private static final Comparator<Entry> AS_WRITTEN = Comparator.comparingInt(Entry::seq);
  private static final Comparator<Entry> AS_READ =
      Comparator.comparingDouble(Entry::place).thenComparing(AS_WRITTEN);

  /// Whatever a gateway needs to start again, it is longer than this.
  private static final long AGAIN = Duration.ofSeconds(1).toNanos();

  private final List<Long> kills;
  private final long grace;
  private final Findings findings = new Findings();

  /// @param kills when the gateway was killed, of [System#nanoTime], in order
  /// @param grace how long after it was told of something the gateway has to keep it, whatever
  ///   happens
  Audit(List<Long> kills, Duration grace) {
    this.kills = List.copyOf(kills);
    this.grace = grace.toNanos();
  }

  /// What all calls come to.
  Findings check(List<Told> calls, List<Entry> kept) {
    var byCall = kept.stream().collect(groupingBy(Entry::callSid));
    calls.forEach(call -> check(call, byCall.getOrDefault(call.callSid(), List.of())));
    return findings;
  }

  private void check(Told call, List<Entry> kept) {
    findings.count(Count.CALLS, call.from() == Turn.NEVER && kept.isEmpty() ? 0 : 1);
    findings.count(Count.TURNS, call.turns().size());
    if (!kept.isEmpty()) {
      checkForm(call, kept);
    } else if (isDue(call.from(), call)) {
      findings.fault(Count.LOST, call.callSid() + " has left no trace");
    }
    checkTurns(call, kept);
    checkOrder(call, kept);
  }

  /// A call has a beginning, an end, and all numbers in between.
  private void checkForm(Told call, List<Entry> kept) {
    var written = kept.stream().sorted(AS_WRITTEN).toList();
    boolean whole =
        IntStream.range(0, written.size()).allMatch(seq -> written.get(seq).seq() == seq);
    if (!whole || !(written.getFirst().content() instanceof Began)) {
      findings.fault(Count.BROKEN, written.toString());
    }
    if (!(written.getLast().content() instanceof Ended)) {
      findings.fault(Count.UNENDED, written.toString());
    }
    if (count(Began.class, kept) > 1 || count(Ended.class, kept) > 1) {
      findings.fault(Count.DUPLICATED, written.toString());
    }
    if (isCut(kept)) {
      findings.count(Count.CUT, 1);
      if (killed(call) == Turn.NEVER) {
        findings.fault(Count.UNHARMED, written.toString());
      }
    }
  }

  private void checkTurns(Told call, List<Entry> kept) {
    var byItem =
        kept.stream()
            .filter(entry -> entry.content().item() != null)
            .collect(groupingBy(Audit::item));
    int inFlight = 0;
    int justTold = 0;
    long nextAt = Turn.NEVER;
    for (var turn : call.turns().reversed()) {
      var entries = byItem.getOrDefault(turn.item(), List.of());
      byItem.remove(turn.item());
      boolean missing = !isKept(call, turn, nextAt, entries) && isKnown(turn.begunAt(), call);
      boolean told = isKnown(turn.settledAt(), call) || isKnown(nextAt, call);
      inFlight += missing && !told ? 1 : 0;
      justTold += missing && told ? 1 : 0;
      nextAt = Math.min(nextAt, turn.begunAt());
    }
    findings.count(Count.IN_FLIGHT, inFlight);
    findings.count(Count.JUST_TOLD, justTold);
    if (inFlight + justTold > 0 && !kept.isEmpty() && !isCut(kept) && killed(call) != Turn.NEVER) {
      findings.fault(Count.UNTOLD, call.callSid() + " lacks " + (inFlight + justTold));
    }
    byItem.values().forEach(entries -> findings.fault(Count.MADE_UP, entries.toString()));
  }

  /// @param nextAt when the gateway knew that the next turn had begun
  /// @return whether it is there, or it is said that it is not
  private boolean isKept(Told call, Turn turn, long nextAt, List<Entry> entries) {
    var said = entries.stream().filter(entry -> isOf(turn, entry)).toList();
    if (said.isEmpty()) {
      boolean ended = killed(call) == Turn.NEVER && isDue(turn.toldAt(), call);
      boolean gap = entries.isEmpty() && isDue(nextAt, call);
      if (isDue(turn.settledAt(), call) || ended || gap) {
        findings.fault(Count.LOST, call.callSid() + " " + turn.item() + when(turn, call));
        return true;
      }
      return !entries.isEmpty();
    }
    findings.count(Count.KEPT, 1);
    if (said.size() > 1) {
      findings.fault(Count.DUPLICATED, said.toString());
    }
    if (!words(said.getLast()).equals(turn.words())) {
      findings.fault(Count.ALTERED, call.callSid() + " " + turn.item());
    }
    return true;
  }

  /// Of several entries of an item the last counts.
  private void checkOrder(Told call, List<Entry> kept) {
    var places = new HashMap<String, Integer>();
    call.turns().forEach(turn -> places.put(turn.item(), places.size()));
    var last = new HashMap<String, Entry>();
    kept.stream()
        .sorted(AS_WRITTEN)
        .filter(entry -> places.containsKey(item(entry)))
        .forEach(entry -> last.put(item(entry), entry));
    var read = last.values().stream().sorted(AS_READ).map(Audit::item).toList();
    long wrong =
        IntStream.range(1, read.size())
            .filter(i -> place(read.get(i), places) < place(read.get(i - 1), places))
            .count();
    if (wrong > 0) {
      findings.fault(Count.OUT_OF_ORDER, call.callSid() + " is read as " + read);
    }
  }

  private static int place(String item, Map<String, Integer> places) {
    return places.getOrDefault(item, 0);
  }

  private static String item(Entry entry) {
    return String.valueOf(entry.content().item());
  }

  private static boolean isOf(Turn turn, Entry entry) {
    return switch (entry.content()) {
      case CallerSpoke _ -> turn.speaker() == Speaker.CALLER;
      case AgentSpoke _ -> turn.speaker() == Speaker.AGENT;
      case Gap(_, var cause) -> cause == Cause.NOT_TRANSCRIBED && turn.words().isEmpty();
      default -> false;
    };
  }

  private static String words(Entry entry) {
    return switch (entry.content()) {
      case CallerSpoke(_, var words) -> words;
      case AgentSpoke(_, var heard, var unheard) -> (heard + unheard).strip();
      default -> "";
    };
  }

  private static long count(Class<?> content, List<Entry> entries) {
    return entries.stream().filter(entry -> content.isInstance(entry.content())).count();
  }

  private static boolean isCut(List<Entry> entries) {
    return entries.stream()
        .anyMatch(entry -> entry.content() instanceof Gap(_, var cause) && cause == Cause.KILLED);
  }

  /// Whether the gateway knew when it was killed.
  private boolean isKnown(long at, Told call) {
    return at != Turn.NEVER && at <= killed(call);
  }

  private boolean isDue(long settledAt, Told call) {
    return settledAt != Turn.NEVER && settledAt + grace <= Math.min(killed(call), call.until());
  }

  /// When the gateway was killed in a call, or so soon after it that the end of it may be lost, or
  /// so soon before it that the model heard from a dead gateway.
  private long killed(Told call) {
    return kills.stream()
        .filter(kill -> call.from() == Turn.NEVER || kill >= call.from() - AGAIN)
        .filter(kill -> kill <= call.until() + grace)
        .findFirst()
        .orElse(Turn.NEVER);
  }

  private String when(Turn turn, Told call) {
    long killed = killed(call);
    return killed == Turn.NEVER
        ? " of a call that was not cut"
        : turn.settledAt() == Turn.NEVER
            ? " of a call that was cut, and no gap"
            : ", " + Duration.ofNanos(killed - turn.settledAt()).toMillis() + " ms before the kill";
  }
}
