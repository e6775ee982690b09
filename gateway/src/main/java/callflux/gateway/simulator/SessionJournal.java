package callflux.gateway.simulator;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What one session was told and what became of it. Written by the session, read by anybody.
public final class SessionJournal {
  private final String sessionId;
  private final String model;
  private final Queue<String> received = new ConcurrentLinkedQueue<>();
  private final Queue<String> errors = new ConcurrentLinkedQueue<>();
  private final Queue<Truncation> truncations = new ConcurrentLinkedQueue<>();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private volatile List<String> items = List.of();
  private volatile long appends;
  private volatile long audioMillis;
  private final AtomicLong waits = new AtomicLong();
  private volatile boolean open = true;

  SessionJournal(String sessionId, String model) {
    this.sessionId = sessionId;
    this.model = model;
  }

  public String sessionId() {
    return sessionId;
  }

  public String model() {
    return model;
  }

  /// Types of the client events in their order, without those that append audio.
  public List<String> received() {
    return List.copyOf(received);
  }

  /// Codes of the errors that were answered.
  public List<String> errors() {
    return List.copyOf(errors);
  }

  /// Truncations that took effect.
  public List<Truncation> truncations() {
    return List.copyOf(truncations);
  }

  /// Responses that have ended.
  public List<Answer> answers() {
    return List.copyOf(answers);
  }

  /// Ids of the conversation's items in their order.
  public List<String> items() {
    return items;
  }

  /// Pieces of audio that came.
  public long appends() {
    return appends;
  }

  /// Audio that came, in milliseconds.
  public long audioMillis() {
    return audioMillis;
  }

  /// How often its brain had to wait, because it was busy with other sessions.
  public long waits() {
    return waits.get();
  }

  public boolean open() {
    return open;
  }

  void receive(String type) {
    received.add(type);
  }

  void refuse(String code) {
    errors.add(code);
  }

  void truncate(Truncation truncation) {
    truncations.add(truncation);
  }

  void answer(Answer answer) {
    answers.add(answer);
  }

  void hold(List<String> itemIds) {
    items = itemIds;
  }

  void hear(long pieces, long millis) {
    appends = pieces;
    audioMillis = millis;
  }

  /// Its brain has to wait.
  public void await() {
    waits.incrementAndGet();
  }

  void close() {
    open = false;
  }

  /// An item of the model, cut to what was heard of it.
  ///
  /// @param words that are left of it, the last of them perhaps not whole
  public record Truncation(String itemId, int contentIndex, long audioEndMillis, String words) {

    /// Never the words.
    @Override
    public String toString() {
      return itemId + " cut at " + audioEndMillis + " ms";
    }
  }

  /// A response that has ended.
  ///
  /// @param status as `response.done` told it
  /// @param reason why it is not complete, if it isn't
  /// @param audioMillis that were sent of it
  public record Answer(
      String responseId, String status, @Nullable String reason, long audioMillis) {}
}
