package callflux.gateway.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What somebody should do after a call: what the caller asked for, what the agent promised, and
/// what failed.
final class FollowUps {
  private static final int MOST = 6;
  private static final int MOST_LENGTH = 200;
  private static final Pattern BETWEEN_SENTENCES = Pattern.compile("(?<=[.!?])\\s+");

  private final PhraseBook ends;

  FollowUps(PhraseBook ends) {
    this.ends = ends;
  }

  List<String> of(Conversation call) {
    var words = call.whole();
    var list = new ArrayList<String>();
    if (ends.tells("call back", words)) {
      list.add("Call the caller back.");
    }
    if (ends.tells("send", words)) {
      list.add("Send what the caller asked for.");
    }
    if (ends.tells("complains", words)) {
      list.add("Look into the caller's complaint.");
    }
    call.deeds().stream()
        .filter(deed -> !deed.done())
        .forEach(deed -> list.add("Look into what failed: " + deed.title() + "."));
    call.answers().stream()
        .flatMap(BETWEEN_SENTENCES::splitAsStream)
        .filter(sentence -> ends.tells("promise", Words.of(sentence)))
        .forEach(sentence -> list.add("Promised: " + Cut.at(sentence.strip(), MOST_LENGTH)));
    return list.stream().distinct().limit(MOST).toList();
  }
}
