package callflux.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import callflux.gateway.archive.ArchiveFailure;
import callflux.gateway.archive.ArchiveFailure.Verdict;
import callflux.gateway.archive.Sealer;
import callflux.gateway.archive.Sealer.SealBroken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// When calls can't be had, whoever asks is told why, and when to ask again.
class FailingArchiveSaysSoTest {
  private static final String OTHER = "CAffffffffffffffffffffffffffffffff";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/calls/" + ACall.SID + "/transcript",
        "/history/calls.json",
        "/history/calls.jsonl",
        "/statistics/days.json"
      })
  void everywhere(String path) {
    try (var desk = Desk.over(failing(Verdict.PASSING))) {
      var answer = desk.gets(path);

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("retry-after")).contains("5");
      assertThat(answer.body())
          .contains("can't be reached: connection refused", "see that the database runs");
    }
  }

  @Test
  void moreSeldomWhenSomebodyHasToMendIt() {
    try (var desk = Desk.over(failing(Verdict.REFUSED))) {
      var answer = desk.gets("/statistics/days.json");

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("retry-after")).contains("60");
    }
  }

  @Test
  void andWordsWhoseKeyIsNotHereAsWell() {
    try (var desk = Desk.over(new Shelf(List.of()).failsWith(broken()))) {
      var answer = desk.gets("/calls/" + ACall.SID + "/transcript");

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).contains("which is not here", "give the gateway");
    }
  }

  @Test
  void pageIsThereAllTheSame() {
    try (var desk = Desk.over(failing(Verdict.PASSING))) {
      assertThat(desk.gets("/statistics").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void exportThatBreaksOffCanBeTold() {
    var shelf =
        new Shelf(List.of(ACall.whole(), ACall.whole(OTHER, ACall.BEGAN.plusSeconds(60))))
            .failsAt(OTHER, failure(Verdict.PASSING));
    try (var desk = Desk.over(shelf)) {
      assertThatThrownBy(() -> desk.gets("/history/calls.jsonl"))
          .hasCauseInstanceOf(IOException.class);
    }
  }

  private static Shelf failing(Verdict verdict) {
    return new Shelf(List.of()).failsWith(failure(verdict));
  }

  private static ArchiveFailure failure(Verdict verdict) {
    return new ArchiveFailure(verdict, "connection refused", new IOException());
  }

  private static SealBroken broken() {
    byte[] sealed =
        new Sealer(List.of(new Sealer.Key(new byte[Sealer.Key.BYTES])))
            .seal("{}".getBytes(StandardCharsets.UTF_8), "here");
    var thrown =
        Assertions.catchThrowableOfType(SealBroken.class, () -> Sealer.NONE.open(sealed, "here"));
    return Objects.requireNonNull(thrown);
  }
}
