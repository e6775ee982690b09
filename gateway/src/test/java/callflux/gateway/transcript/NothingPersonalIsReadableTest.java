package callflux.gateway.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.archive.Sealer;
import callflux.gateway.call.Said.Heard;
import callflux.gateway.call.Said.Keys;
import callflux.gateway.call.Said.ToolAnswered;
import callflux.gateway.call.Said.ToolCalled;
import callflux.gateway.call.Said.Whole;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// With a key, what is written of a call holds neither its words nor its caller's number.
class NothingPersonalIsReadableTest {
  private static final String[] PERSONAL = {
    "canary sang", "canary heard", "canary unheard", "canary asked", "canary got", "271828"
  };

  @Test
  void withAKey() {
    var sealer = new Sealer(List.of(new Sealer.Key(new byte[Sealer.Key.BYTES])));

    assertThat(told(new Book(sealer)).text())
        .contains("CA1")
        .doesNotContain(PERSONAL)
        .doesNotContain("canary")
        .doesNotContain(Sample.NUMBER.substring(1));
  }

  /// The words are in base64 then; the number is nowhere.
  @Test
  void withoutAKeyTheNumberIsHiddenAllTheSame() {
    var book = told(new Book());

    assertThat(book.text()).doesNotContain(Sample.NUMBER.substring(1));
    assertThat(book.entries().toString() + book.contents()).doesNotContain(PERSONAL);
    assertThat(book.contents()).hasSize(6);
  }

  private static Book told(Book book) {
    book.recorder.answered(book.call);
    book.caller("u1", null);
    book.says(new Whole("u1", "The canary sang."));
    book.agent("a1", "u1");
    book.says(new Heard("a1", "canary heard", " canary unheard"));
    book.says(new ToolCalled("c1", "look_up", "{\"q\":\"canary asked\"}"));
    book.says(new ToolAnswered("c1", "canary got", false, Duration.ZERO));
    book.says(new Keys("271828"));
    book.ends();
    return book;
  }
}
