package callflux.gateway.archive;

import callflux.gateway.call.CallSummary;
import callflux.gateway.call.Termination;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What an entry says. What is personal in it is said so, and is sealed wherever it is written.
public sealed interface Content {

  /// What it is of.
  Kind kind();

  /// The model's item that it is of, if it is of one: of several entries of an item the last
  /// counts.
  default @Nullable String item() {
    return null;
  }

  /// The call was answered: always its first entry.
  ///
  /// @param instance which gateway's call it is
  /// @param number label of the called number, as metrics have it
  /// @param prompt version of what the agent was told
  /// @param caller keyed hash of the caller's number
  /// @param maskedCaller their number, as it may be shown
  record Began(
      String instance,
      String number,
      String agent,
      String prompt,
      String caller,
      String maskedCaller)
      implements Content {
    @Override
    public Kind kind() {
      return Kind.BEGAN;
    }
  }

  /// The caller said something.
  ///
  /// @param words personal
  record CallerSpoke(String item, String words) implements Content {
    @Override
    public Kind kind() {
      return Kind.CALLER;
    }

    @Override
    public String toString() {
      return item;
    }
  }

  /// The agent said something, and it is settled what of it was heard.
  ///
  /// @param heard words that were heard, or had begun to be: personal
  /// @param unheard those that followed and were not: personal
  record AgentSpoke(String item, String heard, String unheard) implements Content {
    @Override
    public Kind kind() {
      return Kind.AGENT;
    }

    @Override
    public String toString() {
      return item;
    }
  }

  /// The caller spoke over the agent, and the line was cleared.
  record Interrupted() implements Content {
    @Override
    public Kind kind() {
      return Kind.INTERRUPTION;
    }
  }

  /// The agent had something done, and it was, or not.
  ///
  /// @param callId names the call of the function
  /// @param arguments personal
  /// @param output what the model was told: personal
  record ToolRan(
      String callId, String name, String arguments, String output, boolean failed, Duration took)
      implements Content {
    @Override
    public Kind kind() {
      return Kind.TOOL;
    }

    @Override
    public String toString() {
      return name + " " + callId;
    }
  }

  /// The caller pressed keys.
  ///
  /// @param digits personal
  record Pressed(String digits) implements Content {
    @Override
    public Kind kind() {
      return Kind.KEYS;
    }

    @Override
    public String toString() {
      return digits.length() + " keys";
    }
  }

  /// There was something here that is not known.
  ///
  /// @param item absent if it is no one item that is missing
  record Gap(@Nullable String item, Cause cause) implements Content {

    /// Why it is not.
    public enum Cause {
      /// Nobody asked for the caller's words, or the server did not find any.
      NOT_TRANSCRIBED,
      /// The next turn began before it was known what was said, or heard, in this one. It stays if
      /// the gateway is killed before that is known.
      NOT_KNOWN_YET,
      /// A tool's answer never came.
      NOT_ANSWERED,
      /// The gateway was killed in the middle of the call: what was being said is lost.
      KILLED,
      /// What was to be written could not be, and there was no more room to keep it.
      NOT_WRITTEN
    }

    @Override
    public Kind kind() {
      return Kind.GAP;
    }
  }

  /// The call is over: always its last entry.
  ///
  /// @param termination absent if nobody knows, since the gateway was killed
  /// @param costMicros what the model cost, in millionths of a US dollar
  record Ended(
      @Nullable Termination termination,
      CallSummary summary,
      long costMicros,
      TokenCount tokens,
      Timings timings)
      implements Content {
    @Override
    public Kind kind() {
      return Kind.ENDED;
    }
  }
}
