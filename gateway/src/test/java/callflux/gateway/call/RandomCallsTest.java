package callflux.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MediaFrame;
import callflux.codec.realtime.ClientEvent;
import callflux.codec.realtime.Item;
import callflux.codec.realtime.ServerEvent;
import callflux.codec.realtime.ServerEvent.Status;
import callflux.codec.realtime.Usage;
import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.codec.twilio.TwilioMessage.Outbound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Ten thousand calls in which anything may happen next, each against [RulesAsALoop].
class RandomCallsTest {
  private static final int CALLS = 10_000;
  private static final ClientEvent ANSWER = new ClientEvent.ResponseCreate("response", null);

  private int clears;
  private int truncations;
  private int paced;
  private int goodbyes;
  private int outputs;
  private int answersToOutputs;
  private int partlyHeard;

  @Test
  void doWhatTheSameRulesDoWrittenAsALoop() {
    for (long seed = 0; seed < CALLS; seed++) {
      try (var call = ScriptedCall.begun(ScriptedCall.tooled())) {
        var rules = follow(seed, call);
        call.isGivenUp();
        rules.end();
        agreeOnWords(seed, call.said, rules.words);
      }
    }
    assertThat(partlyHeard).isGreaterThan(1_000);
    assertThat(List.of(clears, truncations, paced)).allMatch(count -> count > 1_000);
    assertThat(goodbyes).isGreaterThan(100);
    assertThat(List.of(outputs, answersToOutputs)).allMatch(count -> count > 1_000);
  }

  private RulesAsALoop follow(long seed, ScriptedCall call) {
    var script = new Script(seed);
    var rules = new RulesAsALoop();
    var heard = new ArrayList<Outbound>();
    var told = new ArrayList<ClientEvent>();
    for (int i = 0; i < 60 && !rules.isOver(); i++) {
      int toldBefore = rules.toModel.size();
      script.next(call, rules, heard);
      assertThat(call.termination)
          .as("seed %d, step %d", seed, i)
          .isEqualTo(rules.isOver() ? Termination.SPEND_CAP : null);
      if (rules.isOver()) {
        goodbyes++;
        // Of the step that ends it, what else it would have done is of no account.
        rules.toModel.subList(toldBefore, rules.toModel.size()).clear();
      } else {
        heard.addAll(call.caller.told());
        told.addAll(call.model.told());
        agree("to the caller, seed " + seed + ", step " + i, heard, rules.toCaller);
      }
    }
    // Voice and the rest go side by side; each has its own order.
    agree("heard by the model, seed " + seed, voice(told), voice(rules.toModel));
    agree("told the model, seed " + seed, rest(told), rest(rules.toModel));
    clears += (int) heard.stream().filter(Outbound.Clear.class::isInstance).count();
    truncations += (int) told.stream().filter(ClientEvent.ItemTruncate.class::isInstance).count();
    paced += script.longSpeeches;
    outputs += (int) told.stream().filter(RandomCallsTest::isOutput).count();
    answersToOutputs += (int) told.stream().filter(ANSWER::equals).count();
    return rules;
  }

  private static boolean isOutput(ClientEvent event) {
    return event instanceof ClientEvent.ItemCreate create
        && create.item() instanceof Item.FunctionCallOutput;
  }

  private void agreeOnWords(long seed, List<Said> said, WordsAsALoop words) {
    assertThat(said.stream().filter(Said.Heard.class::isInstance).toList())
        .as("heard, seed %d", seed)
        .isEqualTo(words.heard);
    partlyHeard +=
        (int)
            words.heard.stream()
                .filter(h -> !h.heard().isEmpty() && !h.unheard().isEmpty())
                .count();
    var turns = new HashSet<String>();
    var settled = new HashSet<String>();
    for (var told : said) {
      switch (told) {
        case Said.Turn(var item, var after, _, _) -> {
          assertThat(turns.add(item)).as("seed %d, %s told once", seed, item).isTrue();
          assertThat(after == null || turns.contains(after)).as("seed %d, %s", seed, item).isTrue();
        }
        case Said.Words(var item, _) -> assertThat(turns).contains(item);
        case Said.Whole(var item, _) -> {
          assertThat(turns).contains(item);
          if (item.startsWith("u")) {
            settled.add(item);
          }
        }
        case Said.Unknown(var item) -> {
          assertThat(turns).contains(item);
          assertThat(settled.add(item)).as("seed %d, %s settled once", seed, item).isTrue();
        }
        case Said.Heard(var item, _, _) -> {
          assertThat(turns).contains(item);
          assertThat(settled.add(item)).as("seed %d, %s settled once", seed, item).isTrue();
        }
        case Said.Keys _, Said.ToolCalled _, Said.ToolAnswered _ -> {
          // No turn.
        }
      }
    }
    assertThat(settled).as("all that was said is settled, seed %d", seed).isEqualTo(turns);
  }

  private static List<ClientEvent> voice(List<ClientEvent> events) {
    return events.stream().filter(ClientEvent.InputAudioAppend.class::isInstance).toList();
  }

  private static List<ClientEvent> rest(List<ClientEvent> events) {
    return events.stream()
        .filter(event -> !(event instanceof ClientEvent.InputAudioAppend))
        .toList();
  }

  /// Shows where two long lists part, and not both of them whole.
  private static <T> void agree(String where, List<T> streams, List<T> loop) {
    int same = 0;
    while (same < Math.min(streams.size(), loop.size())
        && streams.get(same).equals(loop.get(same))) {
      same++;
    }
    assertThat(streams.subList(same, Math.min(same + 4, streams.size())))
        .as("%s, from message %d", where, same)
        .isEqualTo(loop.subList(same, Math.min(same + 4, loop.size())));
  }

  /// One call's worth of chance.
  private static final class Script {
    private final RandomGenerator random;
    private int responses;
    private int items;
    private int turns;
    private int longSpeeches;
    private long timestamp;
    private boolean ready;
    private boolean failed;
    private int seconds;
    private int functions;
    private int untilLeave;

    Script(long seed) {
      random = RandomGeneratorFactory.getDefault().create(seed);
      untilLeave = random.nextInt(100);
    }

    void next(ScriptedCall call, RulesAsALoop rules, List<Outbound> heard) {
      if (untilLeave-- == 0) {
        rules.leave();
        call.wrapUp.tryEmitValue(Termination.SPEND_CAP).orThrow();
        return;
      }
      if (untilLeave == -2 && random.nextBoolean()) {
        ready = true;
        model(call, rules, new ServerEvent.SessionUpdated("s", 0));
        return;
      }
      switch (random.nextInt(38)) {
        case 0 -> {
          ready = true;
          model(call, rules, new ServerEvent.SessionUpdated("s", 0));
        }
        case 1, 2 ->
            model(
                call,
                rules,
                new ServerEvent.ResponseCreated("r" + ++responses, random.nextInt(9) == 0));
        case 3, 4, 5, 6, 7, 8 -> model(call, rules, delta());
        case 9 -> {
          items++;
          model(call, rules, delta());
        }
        case 10 ->
            // No server adds to an item that it has finished.
            model(call, rules, new ServerEvent.OutputAudioDone(response(), "i" + items++, 0));
        case 11, 12 -> {
          model(call, rules, done());
          items++;
        }
        case 13, 14 -> model(call, rules, new ServerEvent.SpeechStarted("u" + turns, 0));
        case 15 -> model(call, rules, new ServerEvent.SpeechStopped("u" + turns, 0));
        case 16 -> model(call, rules, new ServerEvent.InputAudioCommitted("u" + turns++, null));
        case 17 -> model(call, rules, error());
        case 18, 19 -> caller(call, rules, mark(heard));
        case 20, 21 -> caller(call, rules, media());
        case 22 -> caller(call, rules, new Inbound.Dtmf("" + random.nextInt(10)));
        case 23, 24 -> model(call, rules, new ServerEvent.OutputItemDone(response(), function()));
        case 25 -> model(call, rules, new ServerEvent.ItemAdded(null, output()));
        case 26, 27, 28 -> finish(call, rules);
        case 29, 30, 31, 32 ->
            model(
                call, rules, new ServerEvent.OutputTranscriptDelta(response(), item(), 0, words()));
        case 33 ->
            model(
                call, rules, new ServerEvent.OutputTranscriptDone(response(), item(), 0, words()));
        case 34 -> {
          var status = random.nextInt(3) == 0 ? "incomplete" : "completed";
          var message = new Item.Message(item(), status, "assistant", List.of());
          model(call, rules, new ServerEvent.OutputItemDone(response(), message));
        }
        case 35, 36 -> model(call, rules, transcript());
        default -> {
          // A session that is not set up in five seconds would end the call.
          if (ready || ++seconds < 5) {
            rules.second();
            call.passes(Duration.ofSeconds(1));
          }
        }
      }
    }

    private void finish(ScriptedCall call, RulesAsALoop rules) {
      var running = List.copyOf(call.tools.running.keySet());
      if (!running.isEmpty()) {
        var callId = running.get(random.nextInt(running.size()));
        rules.functionDone(callId);
        call.tools.finishes(callId, "{}");
      }
    }

    private Item function() {
      // Now and then one that was called before.
      functions += random.nextInt(8) == 0 ? 0 : 1;
      var status = random.nextInt(5) == 0 ? "incomplete" : "completed";
      var name = random.nextInt(6) == 0 ? "nonsense" : "book";
      return new Item.FunctionCall("f" + functions, status, "c" + functions, name, "{}");
    }

    private Item output() {
      return new Item.FunctionCallOutput("o", "c" + random.nextInt(functions + 1), "{}");
    }

    private static void model(ScriptedCall call, RulesAsALoop rules, ServerEvent event) {
      rules.model(event);
      call.model.says(event);
    }

    private static void caller(ScriptedCall call, RulesAsALoop rules, Inbound message) {
      rules.caller(message);
      call.caller.says(message);
    }

    private String response() {
      return "r" + Math.max(1, responses - random.nextInt(2));
    }

    private String item() {
      return "i" + Math.max(0, items - random.nextInt(4) / 3);
    }

    private String words() {
      return "one two, three. ".substring(random.nextInt(4), random.nextInt(4, 17));
    }

    private ServerEvent transcript() {
      var item = "u" + Math.max(0, turns - random.nextInt(4));
      return switch (random.nextInt(4)) {
        case 0 -> new ServerEvent.InputTranscriptFailed(item, 0, null);
        case 1 -> new ServerEvent.InputTranscriptCompleted(item, 0, "", Usage.NONE);
        case 2 -> new ServerEvent.InputTranscriptCompleted(item, 0, words(), Usage.NONE);
        default -> new ServerEvent.InputTranscriptDelta(item, 0, words());
      };
    }

    private ServerEvent delta() {
      int bytes =
          switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> random.nextInt(700);
            case 2 -> {
              longSpeeches++;
              yield 160 * random.nextInt(200, 400);
            }
            default -> 160 * random.nextInt(1, 40);
          };
      var audio = new byte[bytes];
      random.nextBytes(audio);
      return new ServerEvent.OutputAudioDelta(
          response(), "i" + items, 0, MediaFrame.ofAudio(AudioFormat.PCMU, audio));
    }

    private ServerEvent done() {
      // Three failures in a row would end the call.
      failed = !failed && random.nextInt(12) == 0;
      var status = failed ? Status.FAILED : Status.COMPLETED;
      var output = Stream.generate(this::function).limit(random.nextInt(3)).toList();
      return new ServerEvent.ResponseDone(response(), status, null, output, Usage.NONE);
    }

    private ServerEvent error() {
      var code = random.nextBoolean() ? "conversation_already_has_active_response" : "odd";
      var event = random.nextInt(3) == 0 ? null : "response";
      return new ServerEvent.Error("invalid_request_error", code, "no", null, event);
    }

    private Inbound.Mark mark(List<Outbound> heard) {
      var marks = heard.stream().filter(Outbound.Mark.class::isInstance).toList();
      if (marks.isEmpty() || random.nextInt(10) == 0) {
        return new Inbound.Mark(random.nextBoolean() ? "not ours" : "0:999999");
      }
      int newest = Math.max(0, marks.size() - 1 - random.nextInt(30));
      return new Inbound.Mark(((Outbound.Mark) marks.get(newest)).name());
    }

    private Inbound.Media media() {
      timestamp += random.nextInt(5) == 0 ? random.nextInt(200) : 20;
      return new Inbound.Media("MZ", "inbound", timestamp, ScriptedCall.voice(20));
    }
  }
}
