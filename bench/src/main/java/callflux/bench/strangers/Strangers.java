package callflux.bench.strangers;

import static java.nio.charset.StandardCharsets.UTF_8;

import callflux.bench.load.CallIdentity;
import callflux.bench.load.Line;
import callflux.bench.load.Webhook;
import callflux.bench.load.WebhookSignature;
import callflux.bench.strangers.Stranger.EndedCall;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/// Thousands who come to a gateway's door, of every kind in turn, each on a connection of their
/// own.
public final class Strangers {
  private static final int CONNECT_MILLIS = 2_000;
  private static final int ANSWER_MILLIS = 10_000;
  private static final int LONGEST_ANSWER = 16 << 10;
  private static final List<Stranger> KINDS = List.of(Stranger.values());
  private static final String LET_IN = "LET IN";

  private final Line line;
  private final EndedCall ended;
  private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();

  private Strangers(Line line, EndedCall ended) {
    this.line = line;
    this.ended = ended;
  }

  /// Those who have overheard one call, which is placed for that, and is over before its caller
  /// comes.
  ///
  /// @throws IOException if the gateway does not take that call
  public static Strangers overhearing(Line line) throws IOException {
    var identity = CallIdentity.of(line.accountSid());
    var webhook = Webhook.of(line, identity);
    String twiml = ask(line, Stranger.post(line, webhook.form(), webhook.signature()));
    int from = twiml.indexOf("<Stream url=\"");
    if (from < 0) {
      throw new IOException("the gateway took no call: " + twiml.lines().findFirst().orElse(""));
    }
    from = twiml.indexOf('"', from) + 1;
    var ended = new EndedCall(webhook, twiml.substring(from, twiml.indexOf('"', from)));
    end(line, identity);
    return new Strangers(line, ended);
  }

  private static void end(Line line, CallIdentity identity) throws IOException {
    var after = line.at("/twilio/after-stream");
    var fields = Map.of("CallSid", identity.callSid(), "AccountSid", identity.accountSid());
    String form =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    String url = line.publicUrl() + after.webhook().getRawPath();
    ask(line, Stranger.post(after, form, WebhookSignature.sign(line.authToken(), url, fields)));
  }

  /// Has so many come, evenly, and waits until each has had an answer, or has been hung up on.
  ///
  /// @throws IOException if interrupted
  public void come(int many, Duration over) throws IOException {
    long apart = over.toNanos() / many;
    long began = System.nanoTime();
    try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < many; i++) {
        var stranger = KINDS.get(i % KINDS.size());
        long wait = began + i * apart - System.nanoTime();
        if (wait > 0) {
          LockSupport.parkNanos(wait);
        }
        var _ = all.submit(() -> come(stranger));
      }
    }
    if (Thread.interrupted()) {
      throw new IOException("interrupted");
    }
  }

  private void come(Stranger stranger) {
    String answer;
    try {
      answer = said(ask(line, stranger.request(line, ended)));
    } catch (IOException e) {
      answer = "no answer: " + e.getClass().getSimpleName();
    }
    answers.computeIfAbsent(stranger.label() + ": " + answer, _ -> new LongAdder()).increment();
  }

  /// What an answer amounts to.
  static String said(String answer) {
    if (answer.contains("<Stream") || answer.startsWith("HTTP/1.1 101")) {
      return LET_IN;
    }
    if (answer.isEmpty()) {
      return "hung up on";
    }
    String status = answer.length() < 12 ? "" : answer.substring(9, 12);
    return answer.contains("<Hangup") ? status + ", told to hang up" : status;
  }

  private static String ask(Line line, byte[] request) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(line.webhook().getHost(), line.webhook().getPort()),
          CONNECT_MILLIS);
      socket.setSoTimeout(ANSWER_MILLIS);
      try {
        socket.getOutputStream().write(request);
      } catch (IOException _) {
        // Refused before all was said: there may be an answer all the same.
      }
      return read(socket.getInputStream());
    }
  }

  private static String read(InputStream in) throws IOException {
    return new String(in.readNBytes(LONGEST_ANSWER), UTF_8);
  }

  /// How many had which answer, by who they were.
  public Map<String, Long> answers() {
    var sums = new TreeMap<String, Long>();
    answers.forEach((answer, many) -> sums.put(answer, many.sum()));
    return sums;
  }

  /// How many were taken for Twilio.
  public long letIn() {
    return answers().entrySet().stream()
        .filter(answer -> answer.getKey().endsWith(LET_IN))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
