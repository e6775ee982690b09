package callflux.codec;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/// Fails the build when Netty reports a buffer that nobody released. Found by every test class.
///
/// A leak shows only once its buffer was collected, so it may be the class after the guilty one
/// that fails; the report says where the buffer was last touched.
public final class NothingLeaks implements BeforeAllCallback, AfterAllCallback {
  private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(NothingLeaks.class))
        .getOrComputeIfAbsent(Watch.class, _ -> new Watch(), Watch.class);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    report();
  }

  private static void report() {
    System.gc();
    // The detector looks for collected buffers when it is given a new one.
    for (int i = 0; i < 8; i++) {
      ByteBufAllocator.DEFAULT.directBuffer(1).release();
    }
    var leak = LEAKS.poll();
    if (leak != null) {
      LEAKS.clear();
      throw new AssertionError(leak);
    }
  }

  private static final class Watch implements AutoCloseable {
    Watch() {
      var listener =
          new AppenderBase<ILoggingEvent>() {
            @Override
            protected void append(ILoggingEvent event) {
              if (event.getFormattedMessage().contains("LEAK:")) {
                LEAKS.add(event.getFormattedMessage());
              }
            }
          };
      listener.start();
      ((Logger) LoggerFactory.getLogger(ResourceLeakDetector.class)).addAppender(listener);
    }

    @Override
    public void close() {
      report();
    }
  }
}
