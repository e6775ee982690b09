package callflux.gateway.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.archive.Content.AgentSpoke;
import callflux.gateway.archive.Content.CallerSpoke;
import callflux.gateway.archive.Content.Gap;
import callflux.gateway.archive.Content.Gap.Cause;
import callflux.gateway.call.Said.Heard;
import callflux.gateway.call.Said.Whole;
import org.junit.jupiter.api.Test;

/// Were the gateway killed at any moment, one turn of a call at most would be missing without a gap
/// in its place.
class TurnThatIsNotSettledLeavesAGapTest {
  private final Book book = Book.begun();

  @Test
  void asSoonAsTheNextOneBegins() {
    book.caller("u1", null);
    assertThat(book.entries()).hasSize(1);

    book.agent("a1", "u1");

    assertThat(book.contents().getLast()).isEqualTo(new Gap("u1", Cause.NOT_KNOWN_YET));
  }

  @Test
  void alsoWhenTheAgentSpeaksTwice() {
    book.agent("a1", null);
    book.agent("a2", "a1");

    assertThat(book.contents().getLast()).isEqualTo(new Gap("a1", Cause.NOT_KNOWN_YET));
  }

  @Test
  void oncePerTurn() {
    book.caller("u1", null);
    book.agent("a1", "u1");
    book.agent("a2", "a1");
    book.caller("u2", "a2");

    assertThat(book.contents().subList(1, 4))
        .containsExactly(
            new Gap("u1", Cause.NOT_KNOWN_YET),
            new Gap("a1", Cause.NOT_KNOWN_YET),
            new Gap("a2", Cause.NOT_KNOWN_YET));
    assertThat(book.entries()).hasSize(4);
  }

  @Test
  void thatIsFilledWhenItIsSettled() {
    book.caller("u1", null);
    book.agent("a1", "u1");
    book.says(new Whole("u1", "Is it open?"), new Heard("a1", "Yes.", ""));

    assertThat(book.story().subList(1, 3))
        .containsExactly(new CallerSpoke("u1", "Is it open?"), new AgentSpoke("a1", "Yes.", ""));
  }

  @Test
  void thatSaysSoIfNobodyEverKnew() {
    book.caller("u1", null);
    book.agent("a1", "u1");
    book.says(new Heard("a1", "Pardon?", ""));
    book.ends();

    assertThat(book.story().get(1)).isEqualTo(new Gap("u1", Cause.NOT_TRANSCRIBED));
  }

  @Test
  void unlessItIsSettledByThen() {
    book.caller("u1", null);
    book.says(new Whole("u1", "Hello."));
    book.agent("a1", "u1");

    assertThat(book.contents().getLast()).isEqualTo(new CallerSpoke("u1", "Hello."));
  }
}
