package callflux.gateway;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import reactor.core.publisher.Hooks;

/// Fails the build when an error was dropped because nobody was left to hear it. Found by every
/// test class.
public final class NothingIsDropped implements BeforeAllCallback, AfterAllCallback {
  private static final Queue<Throwable> DROPPED = new ConcurrentLinkedQueue<>();

  @Override
  public void beforeAll(ExtensionContext context) {
    Hooks.onErrorDropped(DROPPED::add);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    var dropped = DROPPED.poll();
    if (dropped != null) {
      DROPPED.clear();
      throw new AssertionError("an error was dropped", dropped);
    }
  }
}
