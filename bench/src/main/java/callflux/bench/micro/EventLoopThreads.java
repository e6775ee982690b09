package callflux.bench.micro;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Threads of the kind that Netty's event loops have, on which its thread-locals and its buffers
/// are cheap: to measure on others is to measure something the gateway never does.
public final class EventLoopThreads extends ThreadPoolExecutor {

  /// As JMH calls it.
  public EventLoopThreads(int threads, String name) {
    super(
        threads,
        threads,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        new DefaultThreadFactory(name, true));
  }
}
