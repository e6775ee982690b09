package callflux.gateway.database;

import callflux.gateway.archive.Analysis;
import callflux.gateway.archive.Analysis.Findings;
import callflux.gateway.archive.Content;
import callflux.gateway.archive.Content.AgentSpoke;
import callflux.gateway.archive.Content.Began;
import callflux.gateway.archive.Content.CallerSpoke;
import callflux.gateway.archive.Content.Ended;
import callflux.gateway.archive.Content.ToolRan;
import callflux.gateway.archive.Entry;
import callflux.gateway.archive.EntryCodec;
import callflux.gateway.archive.Row;
import callflux.gateway.archive.Sealer;
import callflux.gateway.archive.Timings;
import callflux.gateway.archive.TokenCount;
import callflux.gateway.call.CallSummary;
import callflux.gateway.call.Termination;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Calls as they might have been.
final class Samples {
  /// Waited for in full only by a test that fails.
  static final Duration LONG = Duration.ofSeconds(60);

  /// For tests of something else than waiting.
  static final Patience PATIENCE = new Patience(LONG, LONG, LONG, LONG);

  static final EntryCodec CODEC = new EntryCodec(Sealer.NONE);

  static final Instant MORNING = Instant.parse("2026-03-02T08:00:00.123456Z");
  static final String GATEWAY = "00c0ffee00c0ffee";

  static final Timings TIMINGS =
      new Timings(
          Duration.ofMillis(812),
          Duration.ofMillis(431),
          Duration.ofNanos(702_003_000),
          Duration.ofMillis(1_900),
          null);

  private Samples() {}

  static String sid(int number) {
    return "CA%032x".formatted(number);
  }

  static Entry began(String sid, Instant at) {
    return entry(
        sid, 0, at, new Began(GATEWAY, "desk", "receptionist", "3f9a", "a1b2c3", "+1415•••0123"));
  }

  static Entry ended(String sid, int seq, Instant at) {
    return ended(sid, seq, at, Termination.CALLER_HUNG_UP);
  }

  static Entry ended(String sid, int seq, Instant at, @Nullable Termination termination) {
    return entry(
        sid,
        seq,
        at,
        new Ended(
            termination,
            new CallSummary(Duration.ofSeconds(62), 4, 1, 5, 3_100, 2_900),
            41_250,
            new TokenCount(800, 512, 1_900, 240, 1_400),
            TIMINGS));
  }

  /// At its own place.
  static Entry entry(String sid, int seq, Instant at, Content content) {
    return new Entry(sid, seq, seq, at, content);
  }

  static Entry caller(String sid, int seq, String item, String words) {
    return entry(sid, seq, MORNING.plusSeconds(seq), new CallerSpoke(item, words));
  }

  static Entry agent(String sid, int seq, String item, String heard) {
    return entry(sid, seq, MORNING.plusSeconds(seq), new AgentSpoke(item, heard, " and so on"));
  }

  /// A call with so many entries, three at least.
  static List<Entry> call(String sid, Instant began, int entries) {
    var call = new ArrayList<Entry>();
    call.add(began(sid, began));
    for (int seq = 1; seq < entries - 1; seq++) {
      var at = began.plusSeconds(seq);
      call.add(entry(sid, seq, at, turn(seq)));
    }
    call.add(ended(sid, entries - 1, began.plusSeconds(entries)));
    return call;
  }

  private static Content turn(int seq) {
    return switch (seq % 3) {
      case 0 ->
          new ToolRan(
              "call_" + seq,
              "book_appointment",
              "{\"day\":\"Tuesday\"}",
              "{\"ok\":true}",
              false,
              Duration.ofMillis(140));
      case 1 -> new CallerSpoke("item_" + seq, "I would like to come on Tuesday at ten.");
      default -> new AgentSpoke("item_" + seq, "Tuesday at ten is free. Shall I ", "book it?");
    };
  }

  static List<Row> rows(List<Entry> entries) {
    return entries.stream().map(CODEC::row).toList();
  }

  static Analysis found(String sid, int attempt, double sentiment, int leadScore) {
    return new Analysis(
        sid,
        attempt,
        MORNING.plusSeconds(90),
        "lexicon",
        new Findings(
            "Wants a cleaning.",
            "booked",
            sentiment,
            leadScore,
            List.of("cleaning"),
            List.of("send a reminder")),
        null,
        120);
  }

  static Analysis failed(String sid, int attempt) {
    return new Analysis(
        sid, attempt, MORNING.plusSeconds(80), "gpt", null, "the answer was cut short", 77);
  }
}
