package callflux.gateway.simulator;

import java.util.List;
import java.util.stream.Stream;

/// Greets, and then has something short to say whatever it is told.
///
/// @param sentences said in turn, and then from the first again
/// @param heard what the caller is taken to have said, likewise
public record ScriptedBrain(String greeting, List<String> sentences, List<String> heard)
    implements Brain {

  private static final String FOUND =
      "I have looked it up, and this is what I found. It is all in order.";

  public ScriptedBrain {
    sentences = List.copyOf(sentences);
    heard = List.copyOf(heard);
    if (sentences.isEmpty() || heard.isEmpty()) {
      throw new IllegalArgumentException("a scripted brain needs something to say and to hear");
    }
  }

  /// The one that answers when there is no model to ask.
  public ScriptedBrain() {
    this(
        "Hello, and thank you for calling. How can I help you today?",
        List.of(
            "I see. Let me have a look at that for you.",
            "That is a good question, and the answer is yes: it can be done by tomorrow morning.",
            "Could you tell me a little more about what you have in mind?",
            "Of course. I have made a note of it, and somebody will call you back this afternoon.",
            "Most people find the second way easier, because nothing needs to be filled in twice.",
            "All right. Is there anything else that I can do for you?"),
        List.of(
            "Hello, I have a question about my order.",
            "Could you check when it will arrive?",
            "That sounds good to me.",
            "One more thing, please."));
  }

  @Override
  public Reply answer(Turn turn) {
    if (!turn.toolOutputs().isEmpty()) {
      return Reply.words(FOUND);
    }
    if (turn.callerTurns() == 0) {
      return Reply.words(greeting);
    }
    return Reply.words(sentences.get((turn.callerTurns() - 1) % sentences.size()));
  }

  @Override
  public List<String> repertoire() {
    return Stream.concat(Stream.of(greeting, FOUND), sentences.stream()).toList();
  }

  @Override
  public String transcript(int callerTurn) {
    return heard.get((callerTurn - 1) % heard.size());
  }
}
