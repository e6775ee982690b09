package callflux.gateway.call;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What is said and done in a call, told piece by piece as it becomes known. Personal, all of it:
/// kept out of every log, metric and `toString`.
///
/// Items are named as the model's server names them. Their order is the conversation's, which is
/// not the order in which they become known: a caller's words may come after the answer to them.
public sealed interface Said {

  /// Who speaks.
  enum Speaker {
    CALLER,
    AGENT
  }

  /// Somebody's turn took its place in the conversation. Told once, before anything else of it.
  ///
  /// @param after the turn that it follows, right behind it and in front of those that were told to
  ///   follow it before; absent for the first
  /// @param at when it began, since the call was answered
  record Turn(String itemId, @Nullable String after, Speaker speaker, Duration at) implements Said {

    /// Never the words.
    @Override
    public String toString() {
      return speaker + " " + itemId;
    }
  }

  /// More words of a turn, to be put behind those that were told before.
  record Words(String itemId, String more) implements Said {

    /// Never the words.
    @Override
    public String toString() {
      return "words of " + itemId;
    }
  }

  /// All the words of a turn, instead of those that were told before.
  record Whole(String itemId, String text) implements Said {

    /// Never the words.
    @Override
    public String toString() {
      return "all of " + itemId;
    }
  }

  /// The words of a caller's turn can't be had, or nobody has asked for them. Should they come all
  /// the same, [Whole] tells them.
  record Unknown(String itemId) implements Said {}

  /// What of an agent's turn was heard, told once it is settled: all of it has been, or the caller
  /// spoke over it, or the call is over.
  ///
  /// @param heard words that were heard, or had begun to be
  /// @param unheard those that were not, and followed them
  record Heard(String itemId, String heard, String unheard) implements Said {

    /// Never the words.
    @Override
    public String toString() {
      return "heard of " + itemId;
    }
  }

  /// The agent wants something done.
  ///
  /// @param callId names the call of the function
  /// @param arguments a JSON object as text, as the model wrote it
  record ToolCalled(String callId, String name, String arguments) implements Said {

    /// Never the arguments.
    @Override
    public String toString() {
      return name + " " + callId;
    }
  }

  /// It was done, or not.
  ///
  /// @param output what the model is told
  record ToolAnswered(String callId, String output, boolean failed, Duration took) implements Said {

    /// Never the output.
    @Override
    public String toString() {
      return "answer to " + callId;
    }
  }

  /// The caller pressed keys.
  record Keys(String digits) implements Said {

    /// Never which.
    @Override
    public String toString() {
      return digits.length() + " keys";
    }
  }
}
