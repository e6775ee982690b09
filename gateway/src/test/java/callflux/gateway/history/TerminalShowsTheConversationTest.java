package callflux.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `callflux call SID` prints.
class TerminalShowsTheConversationTest {

  @Test
  void asItWasHeld() {
    assertThat(String.join("\n", TranscriptText.lines(ACall.whole())))
        .isEqualTo(
            """
            Call CA0123456789abcdef0123456789abcdef
              began       2026-11-27 09:14:03 UTC
              from        +1202***0142
              to          +14155550100
              agent       reception, prompt 7c1f0a2b
              ended       caller hung up
              length      2:41
              turns       8, interruptions 1
              answers     after 640 ms (median)
              cost        0.043200 USD

            00:00.3  agent   Hello, how can I help you?
            00:03.2  caller  A cleaning on Friday, please.
            00:04.0  tool    book {"day":"friday"} -> {"ok":true} (12 ms)
            00:06.1  agent   You are booked for Friday [not heard: at half past ten.]
            00:07.9  caller  [speaks over the agent]
            00:08.0  keys    42
            00:09.0  gap     [the caller's words could not be made out]
            02:41.3  end     caller hung up

            Analysis by gpt-5-mini
              summary     They wanted a cleaning.
              outcome     booked
              sentiment   +0.40 (-1 to 1)
              lead score  72 (0 to 100)
              topics      cleaning, price
              to do       Send the price list.
              cost        0.000420 USD\
            """);
  }

  @Test
  void upToWhereItIsKnown() {
    assertThat(TranscriptText.lines(ACall.killed()))
        .contains(
            "  ended       the gateway was killed",
            "00:00.3  agent   [not heard: Hello.]",
            "00:00.4  tool    book {} -> gone (failed, 5000 ms)",
            "01:01.0  gap     [the gateway was killed, and what was being said is lost]",
            "  failed      the model did not answer");
    assertThat(TranscriptText.lines(ACall.saying("Hello?")))
        .contains("  ended       not yet, or nobody knows", "00:01.0  caller  Hello?")
        .noneMatch(line -> line.contains("Analysis"));
  }

  @ParameterizedTest
  @CsvSource({
    "1b, \\u001b",
    "9b, \\u009b",
    "07, \\u0007",
    "0a, \\n",
    "09, \\t",
    "0d, \\u000d",
    "7f, \\u007f",
    "202e, \\u202e",
    "2028, \\u2028",
    "feff, \\ufeff",
    "d800, \\ud800"
  })
  void andDoesNothingThatStrangersSay(String control, String shown) {
    var words = "a" + (char) Integer.parseInt(control, 16) + "[2Jb";

    assertThat(TranscriptText.lines(ACall.saying(words)))
        .contains("00:01.0  caller  a" + shown + "[2Jb");
  }

  @Test
  void inWhateverScriptTheySpeak() {
    var words =
        "Grüß Gott, 你好, \uD83D\uDC69\u200D\uD83D\uDCBB, \u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645";

    assertThat(Printable.of(words)).isEqualTo(words);
  }
}
