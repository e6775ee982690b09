package callflux.gateway.ops;

import callflux.gateway.call.Calls;
import callflux.gateway.ops.LiveCall.Snapshot;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Live calls as JSON. Holds masked numbers, figures and code words; never a word spoken.
final class CallPages {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final LiveCalls live;
  private final Calls calls;

  CallPages(LiveCalls live, Calls calls) {
    this.live = live;
    this.calls = calls;
  }

  /// All live calls, oldest first.
  String all() {
    var page = JSON.createObjectNode();
    var list = page.putArray("calls");
    live.all().stream()
        .map(LiveCall::now)
        .sorted(Comparator.comparing(Snapshot::since))
        .forEach(call -> list.add(shown(call)));
    return page.toString();
  }

  /// One live call with the last that happened in it.
  Optional<String> one(String callSid) {
    return live.of(callSid).map(LiveCall::now).map(this::withEvents).map(ObjectNode::toString);
  }

  private ObjectNode withEvents(Snapshot call) {
    var page = shown(call);
    var events = page.putArray("events");
    for (var entry : call.events()) {
      var node = events.addObject();
      node.put("at", entry.at().toString());
      node.put("event", EventFigures.name(entry.event()));
      if (entry.times() > 1) {
        node.put("times", entry.times());
      }
      EventFigures.put(entry.event(), node);
    }
    return page;
  }

  private ObjectNode shown(Snapshot snapshot) {
    var call = snapshot.call();
    var page = JSON.createObjectNode();
    page.put("sid", call.callSid());
    page.put("number", call.plan().label());
    page.put("agent", call.agent().name());
    page.put("prompt", call.agent().promptVersion());
    page.put("from", call.maskedFrom().text());
    page.put("since", snapshot.since().toString());
    page.put("state", snapshot.state().name().toLowerCase(Locale.ROOT));
    calls
        .soFar(call.callSid())
        .ifPresent(summary -> {
          page.put("turns", summary.turns());
          page.put("barge_ins", summary.bargeIns());
          page.put("responses", summary.responses());
          page.put("frames_in", summary.framesIn());
          page.put("frames_out", summary.framesOut());
        });
    var voiceToVoice = snapshot.voiceToVoice();
    if (voiceToVoice != null) {
      page.put("voice_to_voice_ms", voiceToVoice.toMillis());
    }
    return page;
  }
}
