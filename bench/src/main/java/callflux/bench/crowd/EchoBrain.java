package callflux.bench.crowd;

/// Says at once what it hears, in one response without end.
final class EchoBrain implements ModelBrain {
  private static final int RESPONSE = 1;

  private final Tongue tongue;
  private int deltas;

  EchoBrain(Tongue tongue) {
    this.tongue = tongue;
  }

  @Override
  public void ready(Socket socket) {
    tongue.responseBegins(socket, RESPONSE);
  }

  @Override
  public void heard(Socket socket, byte[] text, int from, int to) {
    Stamp.answer(text, from, System.nanoTime(), deltas++);
    tongue.says(socket, RESPONSE, text, from, to);
  }

  @Override
  public void over() {
    // It has nothing of its own to say.
  }
}
