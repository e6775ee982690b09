package callflux.gateway.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.archive.Analysis.Findings;
import java.util.ArrayList;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Summary, outcome, topics and follow-ups of a call, made of its own words.
class LexiconTellsWhatHappenedTest {
  private static final String[] SCRAPS = {
    "C: ", "A: ", "good", "not", "very", "book", "cancel", "//", ".", ",", "\u0000", "\ud83d\ude00",
    "ä", "'", "\"", "ridiculous", "thank you", "call me", "1234567890", "  ", "-", "{", "漢字", "*"
  };

  private final LexiconAnalyst lexicon = new LexiconAnalyst();

  @Test
  void callIsToldInItsOwnWords() {
    var findings =
        read(
            "A: Brightwater Dental, hello.",
            "C: Good morning!",
            "C: I'd like to book a cleaning, and please call me when it's settled.",
            "T: book_appointment {\"ok\":true}",
            "A: You are booked. Somebody will call you tomorrow.",
            "T: send_text {\"error\":\"unavailable\"}");

    assertThat(findings.summary())
        .isEqualTo(
            "The caller said: \"I'd like to book a cleaning, and please call me when it's settled.\""
                + " Asked of tools: book appointment, send text (failed)."
                + " It ended after 80 s: caller hung up.");
    assertThat(findings.outcome()).isEqualTo("booked");
    assertThat(findings.topics()).contains("appointment");
    assertThat(findings.followUps())
        .containsExactly(
            "Call the caller back.",
            "Look into what failed: send text.",
            "Promised: Somebody will call you tomorrow.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "T: book_appointment {\"ok\":true}                    | booked",
        "T: reschedule {\"ok\":true}                          | changed",
        "T: cancel_appointment {\"ok\":true}                  | cancelled",
        "T: transfer_call {\"ok\":true}                       | transferred",
        "T: book_appointment {\"ok\":false,\"reason\":\"no\"} | answered",
        "T: book_appointment {\"error\":\"timeout\"}          | answered",
        "C: Sorry, wrong number.                              | wrong number",
        "C: I'm not interested.                               | not interested",
        "C: I want to make a complaint.                       | complaint",
        "C: I'll think about it.                              | puts it off",
        "C: Could you call me tomorrow?                       | call back"
      })
  void outcomeIsWhatWasDoneOrWanted(String line, String outcome) {
    assertThat(read("C: Hello, it is me again.", line).outcome()).isEqualTo(outcome);
  }

  @Test
  void silenceIsTold() {
    var findings = read("A: Hello?", "G:");

    assertThat(findings.outcome()).isEqualTo("nothing was said");
    assertThat(findings.summary()).startsWith("The caller said nothing.");
    assertThat(findings.sentiment()).isZero();
    assertThat(findings.leadScore()).isLessThan(10);
  }

  /// Whatever is said: figures in their range, and the same each time.
  @Test
  void anythingCanBeRead() {
    long seed = 20_261_127;
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int round = 0; round < 500; round++) {
      var lines = new ArrayList<String>();
      for (int turn = random.nextInt(8); turn > 0; turn--) {
        var line = new StringBuilder(random.nextBoolean() ? "C: " : "A: ");
        for (int word = random.nextInt(30); word > 0; word--) {
          line.append(SCRAPS[random.nextInt(SCRAPS.length)])
              .append(random.nextBoolean() ? " " : "");
        }
        lines.add(line.toString());
      }
      var call = Conversation.of(Told.call(Told.sid(round), lines));

      assertThat(lexicon.findings(call))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(new LexiconAnalyst().findings(call));
    }
  }

  private Findings read(String... lines) {
    return lexicon.findings(Conversation.of(Told.call(1, lines)));
  }
}
