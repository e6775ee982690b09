package callflux.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.realtime.ServerEvent.InputAudioCommitted;
import callflux.codec.twilio.TwilioMessage.Inbound;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks.EmissionException;

/// The model's words come on one thread and the caller's marks on another, and a third gives the
/// call up in the midst of it: each turn is still told before its words, and settled once.
class OneStoryFromManyThreadsTest {
  private static final int CALLS = 500;

  @Test
  void everyTurnIsToldFirstAndSettledOnce() throws Exception {
    try (var threads = Executors.newFixedThreadPool(2)) {
      for (int i = 0; i < CALLS; i++) {
        try (var call = ScriptedCall.ready()) {
          var together = new CyclicBarrier(3);
          Future<?> model = threads.submit(() -> untilGivenUp(together, () -> speak(call)));
          Future<?> caller = threads.submit(() -> untilGivenUp(together, () -> listen(call)));
          together.await();
          for (int j = 0; j < i * 37 % 2_000; j++) {
            Thread.onSpinWait();
          }
          call.isGivenUp();
          model.get();
          caller.get();
          check(new ArrayList<>(call.said));
        }
      }
    }
  }

  private static Void untilGivenUp(CyclicBarrier together, Runnable work) throws Exception {
    together.await();
    try {
      work.run();
    } catch (EmissionException _) {
      // Nobody listens any more.
    }
    return null;
  }

  private static void speak(ScriptedCall call) {
    for (int i = 0; i < 20; i++) {
      var item = "i" + i;
      call.answers("r" + i);
      call.words("r" + i, item, "one two ");
      call.speaks("r" + i, item, 240);
      call.words("r" + i, item, "three");
      call.speaks("r" + i, item, 240);
      call.allWords("r" + i, item, "one two three");
      call.finishes("r" + i, item);
      call.callerSpeaks();
      call.callerPauses();
      call.model.says(new InputAudioCommitted("u" + i, null));
    }
  }

  private static void listen(ScriptedCall call) {
    for (int i = 0; i < 20; i++) {
      call.caller.says(new Inbound.Mark(i + ":240"));
      call.caller.says(new Inbound.Mark(i + ":480"));
    }
  }

  private static void check(Iterable<Said> said) {
    var turns = new HashSet<String>();
    var settled = new HashSet<String>();
    for (var told : said) {
      switch (told) {
        case Said.Turn turn -> assertThat(turns.add(turn.itemId())).isTrue();
        case Said.Words words -> assertThat(turns).contains(words.itemId());
        case Said.Whole whole -> assertThat(turns).contains(whole.itemId());
        case Said.Unknown unknown -> assertThat(settled.add(unknown.itemId())).isTrue();
        case Said.Heard heard -> {
          assertThat(settled.add(heard.itemId())).isTrue();
          assertThat("one two three").startsWith(heard.heard() + heard.unheard());
        }
        default -> throw new AssertionError("unheard of: " + told);
      }
    }
    assertThat(settled).isEqualTo(turns);
  }
}
