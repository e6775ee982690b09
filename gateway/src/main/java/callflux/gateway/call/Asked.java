package callflux.gateway.call;

import callflux.codec.realtime.Item;
import callflux.codec.realtime.Item.FunctionCall;
import callflux.codec.realtime.ServerEvent;
import callflux.codec.realtime.ServerEvent.OutputItemDone;
import callflux.codec.realtime.ServerEvent.ResponseCreated;
import callflux.codec.realtime.ServerEvent.ResponseDone;
import callflux.codec.realtime.ServerEvent.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which functions a response has called, told when it is done. One that was cut, or has no end, is
/// not among them; nor is one of a response outside the conversation, or one that was told before.
/// Of a server that says of no item how it ended, the response's own end counts.
///
/// Keeps state from event to event: one to a call.
final class Asked {
  private static final String WHOLE = "completed";

  /// So many are remembered, so as not to be told twice.
  private static final int REMEMBERED = 1_000;

  /// Of responses that go on, the calls that may be whole.
  private final Map<String, Map<String, FunctionCall>> open = new HashMap<>();

  private final Set<String> aside = new HashSet<>();
  private final Set<String> told = new LinkedHashSet<>();

  /// The calls of a response, if the event is its end; else none.
  List<FunctionCall> on(ServerEvent event) {
    switch (event) {
      case ResponseCreated created when created.outOfBand() -> aside.add(created.responseId());
      case OutputItemDone(var responseId, var item) -> keep(responseId, item);
      case ResponseDone done -> {
        done.output().forEach(item -> keep(done.responseId(), item));
        var calls = open.remove(done.responseId());
        boolean outOfBand = aside.remove(done.responseId());
        return calls == null || outOfBand ? List.of() : news(calls, done.status());
      }
      default -> {
        // Calls nothing.
      }
    }
    return List.of();
  }

  private void keep(String responseId, Item item) {
    if (item instanceof FunctionCall call
        && (call.status() == null || WHOLE.equals(call.status()))) {
      open.computeIfAbsent(responseId, _ -> new LinkedHashMap<>()).putIfAbsent(call.callId(), call);
    }
  }

  private List<FunctionCall> news(Map<String, FunctionCall> calls, Status status) {
    var news = new ArrayList<FunctionCall>();
    calls.forEach((callId, call) -> {
      boolean whole = call.status() != null || status == Status.COMPLETED;
      if (whole && told.add(callId)) {
        news.add(call);
      }
    });
    while (told.size() > REMEMBERED) {
      told.remove(told.iterator().next());
    }
    return news;
  }
}
