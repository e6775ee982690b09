package callflux.bench.report;

import callflux.bench.load.CallRecord;
import callflux.bench.load.CallRecord.Answer;
import callflux.bench.load.CallRecord.Clear;
import callflux.bench.load.CallRecord.Mark;
import callflux.bench.load.CallRecord.Spoken;
import callflux.bench.measure.CallTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One call as JSON: what happened when, in milliseconds from the stream's `start`.
public final class CallFile {
  private static final JsonMapper JSON = new JsonMapper();

  private CallFile() {}

  /// Replaces the file.
  ///
  /// @param shortfalls in what the call was not as planned
  public static void write(CallRecord call, List<String> shortfalls, Path file) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("callSid", call.identity().callSid());
    root.put("streamSid", call.identity().streamSid());
    root.putObject("ending")
        .put("kind", call.ending().kind().name())
        .put("detail", call.ending().detail())
        .put("closeCode", call.ending().closeCode())
        .put("next", call.ending().next());
    ArrayNode missing = root.putArray("shortfalls");
    shortfalls.forEach(missing::add);
    root.putObject("setUp")
        .put("webhook", millis(call.timeline().setUp().webhook()))
        .put("socket", millis(call.timeline().setUp().socket()));
    root.putObject("media")
        .put("sent", call.counts().sent())
        .put("received", call.counts().received())
        .put("stale", call.counts().stale())
        .put("ragged", call.counts().ragged())
        .put("latest", call.counts().latestMillis());
    measured(CallTimes.of(call), root);
    timeline(call, root.putObject("timeline"));
    Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
  }

  private static void measured(CallTimes times, ObjectNode root) {
    ObjectNode measured = root.putObject("measured").put("firstAudio", millis(times.firstAudio()));
    ArrayNode replies = measured.putArray("voiceToVoice");
    times
        .replies()
        .forEach(reply ->
            replies
                .addObject()
                .put("turn", reply.turn())
                .put("after", millis(reply.voiceToVoice())));
    ArrayNode bargeIns = measured.putArray("bargeIns");
    times
        .bargeIns()
        .forEach(bargeIn ->
            bargeIns
                .addObject()
                .put("turn", bargeIn.turn())
                .put("toClear", millis(bargeIn.toClear()))
                .put("heard", bargeIn.interrupted().sound().played())
                .put("heardByEnergy", bargeIn.voice()));
  }

  private static void timeline(CallRecord call, ObjectNode timeline) {
    ArrayNode spoken = timeline.putArray("spoken");
    for (Spoken said : call.timeline().spoken()) {
      span(spoken.addObject().put("turn", said.turn()), said.from(), said.to())
          .put("interrupting", said.interrupting());
    }
    ArrayNode answers = timeline.putArray("answers");
    for (Answer answer : call.timeline().answers()) {
      span(answers.addObject().put("turn", answer.turn()), answer.from(), answer.to())
          .put("received", answer.sound().received())
          .put("played", answer.sound().played())
          .put("cut", answer.cut());
    }
    ArrayNode clears = timeline.putArray("clears");
    for (Clear clear : call.timeline().clears()) {
      clears
          .addObject()
          .put("at", millis(clear.at()))
          .put("dropped", clear.dropped())
          .put("marks", clear.marks());
    }
    ArrayNode marks = timeline.putArray("marks");
    for (Mark mark : call.timeline().marks()) {
      marks
          .addObject()
          .put("name", mark.name())
          .put("sent", millis(mark.sentAt()))
          .put("returned", millis(mark.returnedAt()))
          .put("cleared", mark.cleared());
    }
  }

  private static ObjectNode span(ObjectNode node, Duration from, Duration to) {
    return node.put("from", millis(from)).put("to", millis(to));
  }

  private static @Nullable Double millis(@Nullable Duration time) {
    return time == null ? null : Math.round(time.toNanos() / 1e4) / 1e2;
  }
}
