package callflux.gateway.simulator;

import callflux.codec.audio.AudioFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Decides what the model says. It is asked on the event loop of the session, so it may not wait.
@FunctionalInterface
public interface Brain {

  /// Answers a turn. The words are spoken or written as the session asks for it.
  Reply answer(Turn turn);

  /// What the caller is taken to have said in their so-manieth turn, from 1: nobody listens.
  default String transcript(int callerTurn) {
    return "This is what I said in turn " + callerTurn + ".";
  }

  /// Its part in a session. One that remembers nothing answers all sessions alike.
  ///
  /// @param journal of the session, to note in what it has to wait for
  default Mind join(SessionJournal journal) {
    return Mind.forgetful(this);
  }

  /// Whether it wants to hear what the caller says, and not only that something was said.
  default boolean listens() {
    return false;
  }

  /// The words, spoken. It may come later, on any thread.
  default Mono<Utterance> speak(String words, AudioFormat format) {
    return Mono.fromSupplier(() -> Voice.utter(words, format));
  }

  /// What it is known to say, so that it can be spoken before anybody waits for it.
  default List<String> repertoire() {
    return List.of();
  }

  /// Whether, instead of answering turns, every piece of the caller's audio is sent back at once.
  default boolean echoes() {
    return false;
  }

  /// Sends every piece of the caller's audio back, as a delta of its own: for measuring the way
  /// there and back.
  static Brain echo() {
    return new Brain() {
      @Override
      public Reply answer(Turn turn) {
        return Reply.words("");
      }

      @Override
      public boolean echoes() {
        return true;
      }
    };
  }

  /// What a response has to go by.
  ///
  /// @param callerTurns turns of the caller so far; 0 when the model speaks first
  /// @param responses responses of this session so far
  /// @param instructions of this response alone, if it has any
  /// @param tools names of the functions that may be called
  /// @param toolOutputs outputs that came since the last response
  record Turn(
      int callerTurns,
      int responses,
      @Nullable String instructions,
      List<String> tools,
      List<String> toolOutputs) {

    public Turn {
      tools = List.copyOf(tools);
      toolOutputs = List.copyOf(toolOutputs);
    }
  }

  /// What a response consists of, in order.
  record Reply(List<Output> outputs) {

    public Reply {
      outputs = List.copyOf(outputs);
    }

    /// An answer in words alone.
    public static Reply words(String words) {
      return new Reply(List.of(new Words(words)));
    }

    /// An answer that calls a function and says nothing.
    ///
    /// @param arguments a JSON object, as text
    public static Reply call(String name, String arguments) {
      return new Reply(List.of(new Call(name, arguments)));
    }
  }

  /// One item of a response.
  sealed interface Output {}

  /// A message.
  record Words(String words) implements Output {}

  /// A function call.
  ///
  /// @param arguments a JSON object, as text
  record Call(String name, String arguments) implements Output {}
}
