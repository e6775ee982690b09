package callflux.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.audio.AudioFormat;
import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.gateway.call.Line.CallerSpoke;
import callflux.gateway.call.Line.Played;
import callflux.gateway.call.Line.Speech;
import callflux.gateway.call.Line.SpeechEnd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaybackTest {

  /// Items are written as `name/milliseconds`, with a `.` where the model had finished.
  @ParameterizedTest(name = "of {0}, {1} ms heard: {2}")
  @CsvSource(
      textBlock =
          """
          # said               heard   truncated
          '',                  0,      ''
          'a/400',             0,      'a/0'
          'a/400',             120,    'a/120'
          'a/400',             400,    'a/400'
          'a/400.',            400,    ''
          'a/400.',            399,    'a/399'
          'a/400',             9000,   'a/400'
          'a/400. b/200',      400,    'b/0'
          'a/400. b/200',      500,    'b/100'
          'a/400. b/200.',     120,    'a/120 b/0'
          'a/400. b/200.',     600,    ''
          'a/400. b/200. c/60', 600,   'c/0'
          '-/400. b/200',      100,    'b/0'
          """)
  void truncatesEachItemThatWasNotHeardToItsEnd(String said, int heard, String truncated) {
    var playback = playback();
    speak(playback, said);
    playback.on(new Played(0, heard));

    var cut = (CallerSpoke) Objects.requireNonNull(playback.on(spoke()));

    var got =
        cut.truncations().stream()
            .map(item -> item.itemId() + "/" + item.audioEndMillis())
            .toList();
    assertThat(String.join(" ", got)).isEqualTo(truncated);
  }

  @Test
  void neverTruncatesBeyondWhatCameOrBelowZero() {
    for (long seed = 0; seed < 5_000; seed++) {
      var random = RandomGeneratorFactory.getDefault().create(seed);
      var playback = playback();
      var received = new ArrayList<String>();
      var said = new ArrayList<String>();
      for (int i = random.nextInt(5); i >= 0; i--) {
        int millis = 20 * random.nextInt(1, 100);
        said.add("i" + i + "/" + millis + (random.nextBoolean() ? "." : ""));
        received.add("i" + i + "/" + millis);
      }
      speak(playback, String.join(" ", said));
      for (int i = 0; i < 3; i++) {
        playback.on(new Played(0, random.nextInt(20_000)));
      }
      var cut = (CallerSpoke) Objects.requireNonNull(playback.on(spoke()));
      for (var item : cut.truncations()) {
        var came =
            received.stream().filter(entry -> entry.startsWith(item.itemId() + "/")).findFirst();
        long most = Long.parseLong(came.orElseThrow().split("/", -1)[1]);
        assertThat(item.audioEndMillis()).as("seed %d, %s", seed, said).isBetween(0L, most);
      }
    }
  }

  @ParameterizedTest(name = "mark {0}")
  @CsvSource({"3:1200,3,1200", "0:0,0,0", "12:999999999,12,999999999"})
  void readsItsOwnMarks(String name, int turn, int upTo) {
    assertThat(Playback.played(new Inbound.Mark(name))).isEqualTo(new Played(turn, upTo));
    assertThat(Playback.markName(turn, upTo)).isEqualTo(name);
  }

  @ParameterizedTest(name = "mark {0}")
  @CsvSource(
      value = {"''", "3", ":", "3:", ":4", "a:4", "3:b", "3:-4", "3:4:5", "99999999999:1"},
      nullValues = "null")
  void ignoresMarksThatAreNotItsOwn(String name) {
    assertThat(Playback.played(new Inbound.Mark(name))).isNull();
  }

  private static Playback playback() {
    var tally = ScriptedCall.tally(new ArrayList<>());
    return new Playback(AudioFormat.PCMU, false, new Transcript(false, false, tally), tally);
  }

  private static CallerSpoke spoke() {
    return new CallerSpoke(1, false, List.of(), 0);
  }

  private static void speak(Playback playback, String said) {
    int endsAt = 0;
    for (var entry : Arrays.stream(said.split(" ", -1)).filter(text -> !text.isEmpty()).toList()) {
      var parts = entry.split("/", -1);
      var item = parts[0].equals("-") ? null : parts[0];
      boolean finished = parts[1].endsWith(".");
      int millis = Integer.parseInt(parts[1].replace(".", ""));
      var frame = ScriptedCall.voice(millis);
      endsAt += millis;
      playback.on(new Speech(0, item, 0, frame, frame.audioLength(), endsAt));
      if (finished) {
        playback.on(new SpeechEnd(0, item, endsAt));
      }
    }
  }
}
