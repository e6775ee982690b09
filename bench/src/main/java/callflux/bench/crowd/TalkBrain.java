package callflux.bench.crowd;

import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Takes turns: listens while the caller's frames are marked as voice, answers when they have been
/// silent for a while, and stops when it is spoken over, one delta late as real servers are.
final class TalkBrain implements ModelBrain {
  private static final int VOICE_FRAMES = 3;
  private static final int SILENT_FRAMES = 25;
  private static final int THINKING_MILLIS = 300;
  private static final int FASTER_THAN_LIFE = 4;
  private static final int SHORTEST_ANSWER_MILLIS = 3_000;
  private static final int LONGEST_ANSWER_MILLIS = 6_000;
  private static final int[] DELTA_MILLIS = {200, 240, 300, 360, 400};

  private final Tongue tongue;
  private final Figures figures;
  private final RandomGenerator random;
  private int run;
  private boolean callerSpeaks;
  private int response;
  private int deltas;
  private int left;
  private int call;
  private boolean measured;
  private boolean answering;
  private boolean over;
  private @Nullable Future<?> next;

  TalkBrain(Tongue tongue, Figures figures, RandomGenerator random) {
    this.tongue = tongue;
    this.figures = figures;
    this.random = random;
  }

  @Override
  public void ready(Socket socket) {
    // The caller speaks first.
  }

  @Override
  public void heard(Socket socket, byte[] text, int from, int to) {
    call = Stamp.call(text, from);
    measured = Stamp.measured(text, from);
    if (Stamp.speaks(text, from) == callerSpeaks) {
      run = 0;
      return;
    }
    run++;
    if (!callerSpeaks && run == VOICE_FRAMES) {
      run = 0;
      callerSpeaks = true;
      started(socket);
    } else if (callerSpeaks && run == SILENT_FRAMES) {
      run = 0;
      callerSpeaks = false;
      tongue.callerStops(socket);
      think(socket);
    }
  }

  private void started(Socket socket) {
    stop();
    if (measured) {
      figures.moment("speech started", call, System.nanoTime());
    }
    tongue.callerStarts(socket);
    if (answering) {
      delta(socket);
      answering = false;
      tongue.responseEnds(socket, response, true);
    }
  }

  private void think(Socket socket) {
    next =
        socket
            .channel()
            .eventLoop()
            .schedule(() -> answer(socket), THINKING_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void answer(Socket socket) {
    response++;
    answering = true;
    left = random.nextInt(SHORTEST_ANSWER_MILLIS, LONGEST_ANSWER_MILLIS);
    tongue.responseBegins(socket, response);
    speak(socket);
  }

  private void speak(Socket socket) {
    if (over) {
      return;
    }
    if (left <= 0) {
      answering = false;
      tongue.responseEnds(socket, response, false);
      return;
    }
    int millis = delta(socket);
    left -= millis;
    next =
        socket
            .channel()
            .eventLoop()
            .schedule(() -> speak(socket), millis / FASTER_THAN_LIFE, TimeUnit.MILLISECONDS);
  }

  private int delta(Socket socket) {
    int millis = DELTA_MILLIS[random.nextInt(DELTA_MILLIS.length)];
    byte[] audio = Stamp.audio(millis, Stamp.letter(response));
    Stamp.speak(audio, 0, 0, call, measured, true);
    Stamp.answer(audio, 0, System.nanoTime(), deltas++);
    tongue.says(socket, response, audio, 0, audio.length);
    if (measured) {
      figures.count("audio said, ms", millis);
    }
    return millis;
  }

  private void stop() {
    if (next != null) {
      next.cancel(false);
    }
  }

  @Override
  public void over() {
    over = true;
    stop();
  }
}
