package callflux.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.realtime.ServerEvent;
import callflux.codec.realtime.ServerEvent.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A call's legs may be on two threads: listeners are told of one thing at a time all the same.
class WhatIsSaidIsToldInTurnTest {
  private static final int THREADS = 4;
  private static final int EACH = 20_000;
  private static final Line SOUND = new Line.CallerPaused();

  @Test
  void neverTwoThingsAtOnceAndNoneLost() throws Exception {
    var listener = new Listener(true);
    var tally = new Tally(Switchboard.CALL, List.of(listener), () -> 0);
    var barrier = new CyclicBarrier(THREADS);
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      var all = new ArrayList<Callable<Boolean>>();
      for (int i = 0; i < THREADS; i++) {
        all.add(() -> {
          barrier.await();
          for (int j = 0; j < EACH; j++) {
            tally.say(new Said.Keys("1"));
          }
          return true;
        });
      }
      for (var done : threads.invokeAll(all)) {
        assertThat(done.get()).isTrue();
      }
    }

    assertThat(listener.overlapped).isFalse();
    assertThat(listener.told).isEqualTo(THREADS * EACH);
  }

  @Test
  void nothingAfterTheEnd() {
    var listener = new Listener(true);
    var tally = new Tally(Switchboard.CALL, List.of(listener), () -> 0);
    var ended = new AtomicInteger();

    tally.say(new Said.Keys("1"));
    tally.end(ended::incrementAndGet);
    tally.say(new Said.Keys("2"));

    assertThat(listener.told).isEqualTo(1);
    assertThat(ended).hasValue(1);
  }

  @Test
  void nothingOfTheTranscriptAfterItsEnd() {
    var listener = new Listener(true);
    var tally = new Tally(Switchboard.CALL, List.of(listener), () -> 0);
    var transcript = new Transcript(true, true, tally);
    transcript.on(new ServerEvent.OutputTextDone("r1", "i1", 0, "Hello."));
    transcript.end();
    int told = listener.told;

    transcript.on(new ServerEvent.OutputTextDone("r1", "i2", 0, "Hello?"));
    transcript.end();

    assertThat(told).isEqualTo(3);
    assertThat(listener.told).isEqualTo(told);
  }

  @Test
  void nothingIsKeptIfNobodyListens() {
    var tally = new Tally(Switchboard.CALL, List.of(new Listener(false)), () -> 0);
    var transcript = new Transcript(tally.isListenedTo(), true, tally);
    var done = ScriptedCall.done("r1", Status.COMPLETED);

    assertThat(behind(transcript, done)).containsExactly(SOUND);
  }

  @Test
  void soundIsPassedOnAsItIs() {
    var tally = new Tally(Switchboard.CALL, List.of(new Listener(true)), () -> 0);
    var transcript = new Transcript(tally.isListenedTo(), true, tally);
    var speech = new ServerEvent.SpeechStarted("u", 0);

    assertThat(behind(transcript, ScriptedCall.says("r1", "i1", 20))).containsExactly(SOUND);
    assertThat(behind(transcript, speech)).containsExactly(SOUND, new Line.Remark(speech));
  }

  /// What comes of an event on a line on which everything sounds the same.
  private static List<Line> behind(Transcript transcript, ServerEvent event) {
    var lines = new ArrayList<Line>();
    transcript.behind((_, line) -> line.accept(SOUND)).accept(event, lines::add);
    return lines;
  }

  @Test
  void wordsAreNotShown() {
    assertThat(new Line.Remark(new ServerEvent.OutputTranscriptDelta("r", "i", 0, "canary")))
        .hasToString("remark");
  }

  private static final class Listener implements CallListener {
    private final boolean wants;
    private final AtomicBoolean busy = new AtomicBoolean();
    private boolean overlapped;
    private int told;

    Listener(boolean wants) {
      this.wants = wants;
    }

    @Override
    public boolean wantsWords(Call call) {
      return wants;
    }

    @Override
    public void said(Call call, Said said) {
      overlapped |= !busy.compareAndSet(false, true);
      told++;
      busy.set(false);
    }
  }
}
