package callflux.gateway.history;

import callflux.gateway.archive.Analysis;
import callflux.gateway.archive.CallFile;
import callflux.gateway.archive.CallLine;
import callflux.gateway.archive.DayLine;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Calls as JSON: whole, as a line of a list, and as what a day of them came to.
public final class HistoryJson {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final double NANOS_A_MILLI = 1_000_000;

  private HistoryJson() {}

  /// A call whole: personal.
  public static ObjectNode call(CallFile file) {
    var course = Course.of(file);
    var page = JSON.createObjectNode();
    page.put("sid", file.callSid());
    page.put("began", course.start().toString());
    var began = course.began();
    if (began != null) {
      page.put("number", began.number());
      page.put("agent", began.agent());
      page.put("prompt", began.prompt());
      page.put("from", began.maskedCaller());
      page.put("caller", began.caller());
      page.put("instance", began.instance());
    }
    var list = page.putArray("entries");
    course.middle().forEach(entry -> EntryJson.put(entry, course.since(entry), list.addObject()));
    var end = course.end();
    if (end == null) {
      page.putNull("end");
    } else {
      EntryJson.put(end, page.putObject("end"));
    }
    var analysis = file.analysis();
    if (analysis == null) {
      page.putNull("analysis");
    } else {
      put(analysis, page.putObject("analysis"));
    }
    return page;
  }

  private static void put(Analysis analysis, ObjectNode node) {
    node.put("at", analysis.at().toString());
    node.put("analyst", analysis.analyst());
    var findings = analysis.findings();
    if (findings != null) {
      node.put("summary", findings.summary());
      node.put("outcome", findings.outcome());
      node.put("sentiment", findings.sentiment());
      node.put("lead_score", findings.leadScore());
      findings.topics().forEach(node.putArray("topics")::add);
      findings.followUps().forEach(node.putArray("follow_ups")::add);
    } else {
      node.put("failure", analysis.failure());
    }
    node.put("cost_usd", Told.usd(analysis.costMicros()));
  }

  /// Calls as a list: `{"calls": […]}`.
  public static ObjectNode calls(List<CallLine> calls) {
    var page = JSON.createObjectNode();
    var list = page.putArray("calls");
    calls.forEach(call -> put(call, list.addObject()));
    return page;
  }

  private static void put(CallLine call, ObjectNode node) {
    node.put("sid", call.callSid());
    node.put("began", call.began().toString());
    node.put("number", call.number());
    node.put("agent", call.agent());
    node.put("from", call.maskedCaller());
    node.put("caller", call.caller());
    node.put("length_ms", millis(call.length()));
    node.put("ended", call.ended());
    node.put("voice_to_voice_ms", millis(call.voiceToVoice()));
    node.put("sentiment", call.sentiment());
    node.put("lead_score", call.leadScore());
    node.put("cost_usd", Told.usd(call.costMicros()));
  }

  /// Days as a list: `{"days": […]}`.
  public static ObjectNode days(List<DayLine> days) {
    var page = JSON.createObjectNode();
    var list = page.putArray("days");
    days.forEach(day -> put(day, list.addObject()));
    return page;
  }

  private static void put(DayLine day, ObjectNode node) {
    node.put("day", day.day().toString());
    node.put("number", day.number());
    node.put("calls", day.calls());
    node.put("failed", day.failed());
    node.put("length_ms", day.length().toMillis());
    node.put("turns", day.turns());
    node.put("barge_ins", day.bargeIns());
    node.put("timed", day.timed());
    node.put("voice_to_voice_ms", exactly(day.voiceToVoice()));
    node.put("analysed", day.analysed());
    node.put("sentiment", day.sentiment());
    node.put("lead_score", day.leadScore());
    node.put("cost_usd", Told.usd(day.costMicros()));
  }

  /// A mean that goes into others.
  private static @Nullable Double exactly(@Nullable Duration mean) {
    return mean == null ? null : mean.toNanos() / NANOS_A_MILLI;
  }

  static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }
}
