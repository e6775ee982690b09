package callflux.gateway.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.archive.Content.AgentSpoke;
import callflux.gateway.archive.Content.CallerSpoke;
import callflux.gateway.archive.Content.Gap;
import callflux.gateway.archive.Content.Gap.Cause;
import callflux.gateway.archive.Content.ToolRan;
import callflux.gateway.archive.EntryCodec;
import callflux.gateway.archive.Sealer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// However much a model's server sends, an entry has so many words and no more, and can be written.
class WhatIsWrittenIsBoundedTest {
  private static final String HALF = "\uD83D";
  private static final String SMILE = "\uD83D\uDE00";

  @Test
  void wordsThatFitAreLeftAsTheyAre() {
    var spoke = new CallerSpoke("u1", "é\u0000\n" + SMILE + "x".repeat(19_990));

    assertThat(Bounded.content(spoke)).isEqualTo(spoke);
  }

  @Test
  void wordsBeyondAreCutWithAMark() {
    var cut = (CallerSpoke) Bounded.content(new CallerSpoke("u1", "x".repeat(20_001)));

    assertThat(cut.words()).hasSize(20_000).endsWith("x […]");
  }

  @Test
  void aCutSplitsNoCharacter() {
    var words = "x".repeat(19_995) + SMILE.repeat(10);

    assertThat(((CallerSpoke) Bounded.content(new CallerSpoke("u1", words))).words())
        .isEqualTo("x".repeat(19_995) + " […]");
  }

  @Test
  void twoPartsHaveNoMoreThanOne() {
    var heard = (AgentSpoke) Bounded.content(new AgentSpoke("a1", "x".repeat(30_000), "y"));
    var ran =
        (ToolRan)
            Bounded.content(
                new ToolRan(
                    "c1", "f", "a".repeat(15_000), "o".repeat(15_000), false, Duration.ZERO));

    assertThat(heard.heard()).hasSize(10_000).endsWith(Bounded.CUT);
    assertThat(heard.unheard()).isEqualTo("y");
    assertThat(ran.arguments()).hasSize(10_000);
    assertThat(ran.output()).hasSize(10_000);
  }

  @Test
  void namesAreShortAndHaveNoControlCharacters() {
    var gap = (Gap) Bounded.content(new Gap("a\u0000b" + "c".repeat(300), Cause.NOT_TRANSCRIBED));

    assertThat(gap.item()).hasSize(256).startsWith("a\uFFFDbc").endsWith(Bounded.CUT);
    assertThat(Bounded.content(new Gap(null, Cause.KILLED))).isEqualTo(new Gap(null, Cause.KILLED));
  }

  @Test
  void halfACharacterIsReplacedSoThatItCanBeWritten() {
    var codec = new EntryCodec(Sealer.NONE);
    var entry =
        Bounded.entry(
            Sample.entry("CA1", 1, new CallerSpoke("u" + HALF, HALF + "a" + SMILE + HALF)));

    assertThat(codec.entry(codec.row(codec.bytes(codec.row(entry)))).content())
        .isEqualTo(new CallerSpoke("u\uFFFD", "\uFFFDa" + SMILE + "\uFFFD"));
  }
}
