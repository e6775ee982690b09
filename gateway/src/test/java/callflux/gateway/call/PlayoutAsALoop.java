package callflux.gateway.call;

import static java.util.Objects.requireNonNull;

import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MediaFrame;
import callflux.codec.twilio.TwilioMessage.Outbound;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the caller is sent and has heard, written a second time without a single stream. Times are
/// in ms of the turn, and 8 bytes of mu-law are one.
final class PlayoutAsALoop {
  private static final Object END = "end of an item";

  private final List<Outbound> toCaller;
  private final WordsAsALoop words;
  private int turn;
  private byte[] tail = {};
  private @Nullable String speaking;
  private final Map<String, int[]> items = new LinkedHashMap<>(); // start, received, end, done
  private final List<Object> unsent = new ArrayList<>(); // a piece's bytes, or END
  private int position;
  private int queuedTo;
  private int sentTo;
  private int markedTo;
  private int heardTo;
  private int releasedBy;
  private int secondsQuiet;
  private int apologies;

  PlayoutAsALoop(List<Outbound> toCaller, WordsAsALoop words) {
    this.toCaller = toCaller;
    this.words = words;
  }

  /// The same, if it is this item that is spoken.
  void endOf(String item) {
    if (item.equals(speaking)) {
      endOfItem();
    }
  }

  /// So much of an item comes from the model.
  void speech(String item, byte[] audio) {
    if (!item.equals(speaking)) {
      endOfItem();
      speaking = item;
    }
    var bytes = new byte[tail.length + audio.length];
    System.arraycopy(tail, 0, bytes, 0, tail.length);
    System.arraycopy(audio, 0, bytes, tail.length, audio.length);
    int whole = bytes.length / 160 * 160;
    for (int from = 0; from < whole; from += 960) {
      play(item, Arrays.copyOfRange(bytes, from, Math.min(from + 960, whole)), 8);
    }
    tail = Arrays.copyOfRange(bytes, whole, bytes.length);
  }

  /// No more comes of whatever is spoken.
  void endOfItem() {
    if (speaking == null) {
      return;
    }
    if (tail.length > 0) {
      var padded = Arrays.copyOf(tail, 160);
      Arrays.fill(padded, tail.length, 160, (byte) 0xFF);
      int real = tail.length;
      tail = new byte[0];
      play(speaking, padded, 8);
      requireNonNull(items.get(speaking))[1] += real - 160;
    }
    var state = items.get(speaking);
    if (state != null) {
      state[3] = 1;
    }
    finishItem();
    speaking = null;
    tellHeard();
  }

  private void finishItem() {
    unsent.add(END);
    pump();
  }

  private void play(@Nullable String item, byte[] piece, int bytesPerMilli) {
    var key = item == null ? "apology " + apologies : item;
    var state = items.computeIfAbsent(key, _ -> new int[] {position, 0, position, 0});
    state[1] += item == null ? 0 : piece.length;
    position += piece.length / bytesPerMilli;
    state[2] = position;
    if (item != null) {
      words.sounds(item, state);
    }
    unsent.add(piece);
    pump();
  }

  /// What has been heard to its end.
  private void tellHeard() {
    items.forEach((item, state) -> {
      if (state[3] == 1 && heardTo >= state[2]) {
        words.heard(item, state[1] / 8);
      }
    });
  }

  private void pump() {
    while (!unsent.isEmpty()) {
      if (unsent.getFirst() instanceof byte[] piece) {
        int end = queuedTo + piece.length / 8;
        if (end - releasedBy > 5000) {
          return;
        }
        queuedTo = end;
        sentTo = end;
        toCaller.add(new Outbound.Media(MediaFrame.ofAudio(AudioFormat.PCMU, piece)));
        if (sentTo - markedTo >= 100) {
          sendMark();
        }
      } else if (sentTo > markedTo) {
        sendMark();
      }
      unsent.removeFirst();
    }
  }

  private void sendMark() {
    markedTo = sentTo;
    toCaller.add(new Outbound.Mark(turn + ":" + sentTo));
  }

  /// A mark has come back.
  ///
  /// @return up to where all is heard; negative if the mark is none of this turn's
  int hears(String name) {
    if (!name.matches("\\d{1,9}:\\d{1,9}")) {
      return -1;
    }
    var parts = name.split(":", -1);
    if (Integer.parseInt(parts[0]) != turn) {
      return -1;
    }
    int upTo = Integer.parseInt(parts[1]);
    heardTo = Math.max(heardTo, Math.min(upTo, position));
    tellHeard();
    return upTo;
  }

  /// There is room again for what comes after that.
  void release(int upTo) {
    releasedBy = Math.max(releasedBy, Math.min(upTo, sentTo));
    secondsQuiet = 0;
    pump();
  }

  /// Milliseconds that the caller has not heard; 0 or less if there are none.
  int left() {
    return position - heardTo;
  }

  /// A second passes.
  void second() {
    if (!unsent.isEmpty() && ++secondsQuiet > 2) {
      releasedBy = Math.min(releasedBy + 1000, sentTo);
      pump();
    }
  }

  /// The caller is told that something went wrong.
  void apologise() {
    endOfItem();
    apologies++;
    for (var frame : Clip.sorry(AudioFormat.PCMU)) {
      play(null, frame.audio(), 8);
    }
    requireNonNull(items.get("apology " + apologies))[3] = 1;
    finishItem();
  }

  /// The caller speaks, and the next turn begins.
  ///
  /// @return items that they have not heard whole, each with the milliseconds that they have
  Map<String, Long> cut() {
    boolean cutsOff = false;
    var cut = new LinkedHashMap<String, Long>();
    for (var entry : items.entrySet()) {
      var state = entry.getValue();
      boolean heardWhole = state[3] == 1 && heardTo >= state[2];
      if (!heardWhole) {
        cutsOff = true;
        if (!entry.getKey().startsWith("apology")) {
          long heard = Math.max(0, Math.min(heardTo - state[0], state[1] / 8));
          words.heard(entry.getKey(), heard);
          cut.put(entry.getKey(), heard);
        }
      }
    }
    if (cutsOff) {
      toCaller.add(new Outbound.Clear());
    }
    turn++;
    items.clear();
    unsent.clear();
    tail = new byte[0];
    speaking = null;
    position = queuedTo = sentTo = markedTo = heardTo = releasedBy = secondsQuiet = 0;
    return cut;
  }

  /// Nothing more is heard.
  void end() {
    items.forEach((item, state) ->
        words.heard(item, Math.max(0, Math.min(heardTo - state[0], state[1] / 8))));
  }
}
