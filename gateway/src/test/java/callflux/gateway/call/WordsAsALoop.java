package callflux.gateway.call;

import callflux.codec.realtime.Item;
import callflux.codec.realtime.ServerEvent;
import callflux.gateway.call.HeardWords.Sound;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is told as heard of the agent's words, written a second time, beside [RulesAsALoop].
final class WordsAsALoop {
  final List<Said.Heard> heard = new ArrayList<>();
  private final Map<String, Words> items = new LinkedHashMap<>();
  private final Set<String> aside = new HashSet<>();
  private int characters;
  private int millis;

  private static final class Words {
    private final HeardWords text = new HeardWords();
    private String response = "";

    // As RulesAsALoop has it: start, received bytes, end, done.
    private int @Nullable [] sound;
    private long figure = -1;
    private boolean complete;
    private boolean cutShort;
    private boolean told;
  }

  void model(ServerEvent event) {
    switch (event) {
      case ServerEvent.OutputTranscriptDelta(var response, var item, _, var words) ->
          say(response, item, words, false);
      case ServerEvent.OutputTranscriptDone(var response, var item, _, var words) ->
          say(response, item, words, true);
      case ServerEvent.OutputItemDone(_, Item.Message(var item, var status, _, _)) -> {
        var known = items.get(item);
        if (known != null && !known.told) {
          known.cutShort = !"completed".equals(status);
          known.complete |= !known.text.isEmpty();
        }
      }
      case ServerEvent.ResponseCreated(var response, var out) when out -> aside.add(response);
      case ServerEvent.ResponseDone done -> {
        aside.remove(done.responseId());
        for (var item : items.values()) {
          if (item.response.equals(done.responseId())) {
            item.complete = true;
            item.figure = item.sound == null ? 0 : item.figure;
          }
        }
      }
      default -> {
        // No words.
      }
    }
    settle();
  }

  private void say(String response, String item, String words, boolean all) {
    if (aside.contains(response)) {
      return;
    }
    var known = items.computeIfAbsent(item, _ -> new Words());
    if (known.complete || known.told || words.isEmpty()) {
      return;
    }
    known.response = response;
    long at = known.sound == null ? 0 : known.sound[1] / 8;
    if (all) {
      known.text.replace(words, at);
      known.complete = true;
    } else {
      known.text.add(words, at);
    }
  }

  void sounds(String item, int[] sound) {
    var known = items.computeIfAbsent(item, _ -> new Words());
    if (!known.told) {
      known.sound = sound;
    }
  }

  void heard(String item, long millis) {
    var known = items.get(item);
    if (known != null && known.figure < 0) {
      known.figure = millis;
    }
    settle();
  }

  /// The call is over.
  void over() {
    settle();
    for (var item : items.values()) {
      item.complete = true;
      item.figure = Math.max(0, item.figure);
    }
    settle();
  }

  private void settle() {
    items.forEach((id, item) -> {
      if (!item.told && item.complete && item.figure >= 0 && !item.text.isEmpty()) {
        item.told = true;
        boolean whole = item.sound != null && item.sound[3] == 1 && !item.cutShort;
        long sound = item.sound == null ? 0 : item.sound[1] / 8;
        double pace = millis == 0 ? HeardWords.ORDINARY_PACE : (double) characters / millis;
        if (whole && sound >= 1_000) {
          characters += item.text.length();
          millis += (int) sound;
        }
        var split = item.text.split(item.figure, new Sound(sound, whole, pace));
        heard.add(new Said.Heard(id, split.heard(), split.unheard()));
      }
    });
  }
}
