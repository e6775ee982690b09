package callflux.bench.crowd;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import reactor.netty.resources.LoopResources;

/// The one event loop that a process of a load has, which everything in it is confined to.
final class Loop implements AutoCloseable {
  private final LoopResources resources;
  private final EventLoopGroup group;

  private Loop(LoopResources resources) {
    this.resources = resources;
    this.group = resources.onServer(true);
  }

  static Loop start(String name) {
    return new Loop(LoopResources.create(name, 1, true));
  }

  EventLoopGroup group() {
    return group;
  }

  EventLoop eventLoop() {
    return group.next();
  }

  Class<? extends ServerSocketChannel> serverType() {
    return resources.onChannelClass(ServerSocketChannel.class, group);
  }

  Class<? extends SocketChannel> socketType() {
    return resources.onChannelClass(SocketChannel.class, group);
  }

  /// Waits for an answer from the loop; never to be called on it.
  <T> T ask(Callable<T> question) {
    try {
      return eventLoop().submit(question).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    resources.dispose();
  }
}
