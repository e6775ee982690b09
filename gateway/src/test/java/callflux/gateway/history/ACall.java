package callflux.gateway.history;

import callflux.gateway.archive.Analysis;
import callflux.gateway.archive.Analysis.Findings;
import callflux.gateway.archive.CallFile;
import callflux.gateway.archive.Content;
import callflux.gateway.archive.Content.AgentSpoke;
import callflux.gateway.archive.Content.Began;
import callflux.gateway.archive.Content.CallerSpoke;
import callflux.gateway.archive.Content.Ended;
import callflux.gateway.archive.Content.Gap;
import callflux.gateway.archive.Content.Interrupted;
import callflux.gateway.archive.Content.Pressed;
import callflux.gateway.archive.Content.ToolRan;
import callflux.gateway.archive.Entry;
import callflux.gateway.archive.Timings;
import callflux.gateway.archive.TokenCount;
import callflux.gateway.call.CallSummary;
import callflux.gateway.call.Termination;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Calls to be read in tests.
public final class ACall {
  public static final String SID = "CA0123456789abcdef0123456789abcdef";
  public static final Instant BEGAN = Instant.parse("2026-11-27T09:14:03.250Z");

  private final String sid;
  private final Instant began;
  private final List<Entry> entries = new ArrayList<>();
  private @Nullable Analysis analysis;

  private ACall(String sid, Instant began) {
    this.sid = sid;
    this.began = began;
    at(0, new Began("gateway-1", "+14155550100", "reception", "7c1f0a2b", "ab12", "+1202***0142"));
  }

  /// One in which everything happens.
  public static CallFile whole() {
    return whole(SID, BEGAN);
  }

  /// The same, as another call.
  public static CallFile whole(String sid, Instant began) {
    return new ACall(sid, began)
        .at(300, new AgentSpoke("i1", "Hello, how can I help you?", ""))
        .at(3_240, new CallerSpoke("i2", "A cleaning on Friday, please."))
        .at(
            4_000,
            new ToolRan("c1", "book", "{\"day\":\"friday\"}", "{\"ok\":true}", false, ms(12)))
        .at(6_100, new AgentSpoke("i3", "You are booked for Friday", " at half past ten."))
        .at(7_900, new Interrupted())
        .at(8_000, new Pressed("42"))
        .at(9_000, new Gap("i4", Gap.Cause.NOT_TRANSCRIBED))
        .ended(Termination.CALLER_HUNG_UP)
        .analysed(
            new Findings(
                "They wanted a cleaning.",
                "booked",
                0.4,
                72,
                List.of("cleaning", "price"),
                List.of("Send the price list.")))
        .file();
  }

  /// One that says only this.
  static CallFile saying(String words) {
    return new ACall(SID, BEGAN).at(1_000, new CallerSpoke("i1", words)).file();
  }

  /// One that the gateway did not live to see the end of, and whose analysis failed.
  static CallFile killed() {
    return new ACall(SID, BEGAN)
        .at(300, new AgentSpoke("i1", "", "Hello."))
        .at(400, new ToolRan("c1", "book", "{}", "gone", true, ms(5_000)))
        .at(61_000, new Gap(null, Gap.Cause.KILLED))
        .ended(null)
        .failed("the model did not answer")
        .file();
  }

  private static Duration ms(long milliseconds) {
    return Duration.ofMillis(milliseconds);
  }

  private ACall at(long milliseconds, Content content) {
    entries.add(
        new Entry(sid, entries.size(), entries.size(), began.plusMillis(milliseconds), content));
    return this;
  }

  private ACall ended(@Nullable Termination termination) {
    var summary = new CallSummary(ms(161_300), 8, 1, 9, 8_000, 4_000);
    var timings = new Timings(ms(310), ms(420), ms(640), ms(1_120), ms(95));
    var tokens = new TokenCount(900, 400, 1_600, 300, 1_800);
    return at(161_300, new Ended(termination, summary, 43_200, tokens, timings));
  }

  private ACall analysed(Findings findings) {
    analysis = new Analysis(sid, 1, began.plusSeconds(170), "gpt-5-mini", findings, null, 420);
    return this;
  }

  private ACall failed(String why) {
    analysis = new Analysis(sid, 3, began.plusSeconds(170), "gpt-5-mini", null, why, 0);
    return this;
  }

  private CallFile file() {
    return new CallFile(sid, entries, analysis);
  }
}
