package callflux.gateway.transcript;

import callflux.codec.audio.AudioFormat;
import callflux.codec.realtime.Session;
import callflux.codec.realtime.Session.TurnDetection.ServerVad;
import callflux.gateway.agent.Agent;
import callflux.gateway.agent.NumberPlan;
import callflux.gateway.archive.Content;
import callflux.gateway.archive.Content.Began;
import callflux.gateway.archive.Content.Ended;
import callflux.gateway.archive.Entry;
import callflux.gateway.archive.Timings;
import callflux.gateway.archive.TokenCount;
import callflux.gateway.call.Call;
import callflux.gateway.call.CallSummary;
import callflux.gateway.call.Termination;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Calls and entries to try things on.
final class Sample {
  static final String NUMBER = "+14155550100";
  static final Instant START = Instant.parse("2026-11-27T10:00:00Z");
  static final String INSTANCE = "00000000000000aa";
  static final CallSummary SUMMARY = new CallSummary(Duration.ofSeconds(9), 2, 1, 3, 450, 300);

  private Sample() {}

  static Call call(String callSid) {
    return call(callSid, NUMBER);
  }

  static Call call(String callSid, String from) {
    return new Call(callSid, "AC", from, "+14155550199", new NumberPlan("+1415*", agent()));
  }

  private static Agent agent() {
    var turns = new ServerVad(0.5, 300, 500, null, true, true);
    var session =
        new Session(
            null, "Be brief.", AudioFormat.PCMU, null, 1.0, turns, null, null, null, List.of());
    var limits = new Agent.Limits(Duration.ofMinutes(60), Duration.ofSeconds(60));
    return new Agent("reception", session, null, limits);
  }

  static Entry entry(String callSid, int seq, Content content) {
    return new Entry(callSid, seq, seq, START.plusSeconds(seq), content);
  }

  static Began began(String instance) {
    return new Began(instance, "+1415*", "reception", "v1", "caller", "+1415***0100");
  }

  static Ended ended() {
    return new Ended(Termination.CALLER_HUNG_UP, SUMMARY, 1_000, TokenCount.NONE, Timings.NONE);
  }
}
