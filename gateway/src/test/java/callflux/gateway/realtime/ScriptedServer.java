package callflux.gateway.realtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A server on loopback that plays a script to each connection: the first to the first, and the
/// last to all that come after.
final class ScriptedServer implements AutoCloseable {

  /// What is done to one connection, on a thread of its own. It is closed afterwards.
  @FunctionalInterface
  interface Script {
    void play(Peer peer) throws Exception;
  }

  private final ServerSocket socket;
  private final List<Script> scripts;
  private final AtomicInteger connections = new AtomicInteger();
  private final Semaphore begun = new Semaphore(0);
  private final Semaphore ended = new Semaphore(0);
  private final Queue<Peer> peers = new ConcurrentLinkedQueue<>();
  private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private ScriptedServer(ServerSocket socket, Script... scripts) {
    this.socket = socket;
    this.scripts = List.of(scripts);
  }

  static ScriptedServer playing(Script... scripts) {
    try {
      return playing(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), scripts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ScriptedServer playing(ServerSocket socket, Script... scripts) {
    var server = new ScriptedServer(socket, scripts);
    Thread.ofVirtual().start(server::accept);
    return server;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        var accepted = socket.accept();
        int nth = Math.min(connections.getAndIncrement(), scripts.size() - 1);
        Thread.ofVirtual().start(() -> play(scripts.get(nth), accepted));
      } catch (IOException _) {
        return; // the test is over
      }
    }
  }

  private void play(Script script, Socket accepted) {
    try (var peer = new Peer(accepted, requests)) {
      peers.add(peer);
      begun.release();
      script.play(peer);
    } catch (IOException _) {
      // the client closed, which is its right
    } catch (Throwable e) {
      faults.add(e);
    } finally {
      ended.release();
    }
  }

  /// Waits until so many connections were made.
  void awaitConnections(int number) {
    await(begun, number);
  }

  /// Waits until so many scripts have come to their end.
  void awaitEnds(int number) {
    await(ended, number);
  }

  private static void await(Semaphore semaphore, int number) {
    try {
      if (!semaphore.tryAcquire(number, Rig.LONG.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("not " + number + " in time");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  String url() {
    return "ws://127.0.0.1:" + port() + "/v1/realtime";
  }

  int connections() {
    return connections.get();
  }

  /// The heads of all requests that were read, in order.
  List<String> requests() {
    return requests;
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (var peer : peers) {
      peer.close();
    }
    var fault = faults.poll();
    if (fault != null) {
      throw new AssertionError("the script failed", fault);
    }
  }
}
