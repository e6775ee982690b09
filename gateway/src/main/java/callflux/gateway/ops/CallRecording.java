package callflux.gateway.ops;

import callflux.codec.realtime.ServerEvent.Status;
import callflux.codec.realtime.Usage;
import callflux.gateway.call.CallEvent;
import callflux.gateway.call.ToolResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is noted of one call for its trace. Told on event loops, one event at a time.
final class CallRecording {
  /// More turns than an hour has; later ones leave no span.
  static final int MOST_TURNS = 1_000;

  /// As many as a call may run in half an hour; later ones leave no span.
  private static final int MOST_TOOLS = 1_000;

  private final Instant from;
  private final List<Turn> turns = new ArrayList<>();
  private final List<Ran> tools = new ArrayList<>();
  private final Tokens tokens = new Tokens();
  private @Nullable Duration toSession;
  private @Nullable Duration firstAudio;
  private @Nullable Turn turn;
  private @Nullable Turn before;

  CallRecording(Instant from) {
    this.from = from;
  }

  synchronized void on(CallEvent event, Instant at) {
    switch (event) {
      case CallEvent.SetUp setUp -> toSession = setUp.toSession();
      case CallEvent.FirstAudio first -> firstAudio = first.time();
      case CallEvent.CallerSpoke spoke -> begin(spoke, at);
      case CallEvent.AnswerBegan began when turn != null -> turn.answered(began);
      case CallEvent.SpeechBegan _ when turn != null -> turn.to = null;
      case CallEvent.SpeechHeard _ when turn != null -> turn.to = at;
      case CallEvent.ResponseEnded ended -> spent(ended);
      case CallEvent.ToolAnswered answered when tools.size() < MOST_TOOLS ->
          tools.add(new Ran(answered.tool(), answered.result(), at.minus(answered.took()), at));
      default -> {
        // Of no turn.
      }
    }
  }

  synchronized Whole end(Instant at) {
    if (turn != null) {
      turn.endBy(at);
    }
    return new Whole(
        from, at, toSession, firstAudio, tokens, List.copyOf(turns), List.copyOf(tools));
  }

  private void begin(CallEvent.CallerSpoke spoke, Instant at) {
    if (turn != null) {
      turn.endBy(at);
    }
    before = turn;
    turn = new Turn(at, spoke.bargeIn());
    if (turns.size() < MOST_TURNS) {
      turns.add(turn);
    }
  }

  /// A response that was cancelled was cut by the turn that is on now.
  private void spent(CallEvent.ResponseEnded ended) {
    tokens.add(ended.usage());
    var of = ended.status() == Status.CANCELLED ? before : turn;
    if (of != null) {
      of.tokens.add(ended.usage());
    }
  }

  /// A call that is over.
  ///
  /// @param toSession from the webhook to its session; absent if that was never set up
  /// @param firstAudio from the media socket to the first sound; absent if none came
  record Whole(
      Instant from,
      Instant to,
      @Nullable Duration toSession,
      @Nullable Duration firstAudio,
      Tokens tokens,
      List<Turn> turns,
      List<Ran> tools) {}

  /// A function that was called.
  record Ran(String tool, ToolResult result, Instant from, Instant to) {}

  /// From the caller's first word to the last that they heard of the answer.
  static final class Turn {
    private final Instant from;
    private final boolean bargeIn;
    private final Tokens tokens = new Tokens();
    private @Nullable Instant to;
    private @Nullable Duration voiceToVoice;
    private @Nullable Duration share;

    Turn(Instant from, boolean bargeIn) {
      this.from = from;
      this.bargeIn = bargeIn;
    }

    private void answered(CallEvent.AnswerBegan began) {
      if (share == null) {
        share = began.share();
        voiceToVoice = began.voiceToVoice();
      }
    }

    private void endBy(Instant latest) {
      if (to == null) {
        to = latest;
      }
    }

    Instant from() {
      return from;
    }

    Instant to() {
      return to == null ? from : to;
    }

    /// Whether it began by cutting the model short.
    boolean bargeIn() {
      return bargeIn;
    }

    Tokens tokens() {
      return tokens;
    }

    @Nullable Duration voiceToVoice() {
      return voiceToVoice;
    }

    @Nullable Duration share() {
      return share;
    }
  }

  /// What was spent.
  static final class Tokens {
    private long input;
    private long cached;
    private long output;

    private void add(Usage usage) {
      input += usage.inputTokens();
      cached += usage.cachedTokens();
      output += usage.outputTokens();
    }

    long input() {
      return input;
    }

    /// Of the input.
    long cached() {
      return cached;
    }

    long output() {
      return output;
    }
  }
}
