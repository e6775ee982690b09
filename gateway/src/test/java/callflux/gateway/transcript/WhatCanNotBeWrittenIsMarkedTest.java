package callflux.gateway.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.gateway.archive.Content.Began;
import callflux.gateway.archive.Content.Ended;
import callflux.gateway.archive.Content.Gap;
import callflux.gateway.archive.Content.Gap.Cause;
import callflux.gateway.archive.Content.Pressed;
import callflux.gateway.archive.Entry;
import callflux.gateway.call.Said.Heard;
import callflux.gateway.call.Said.Keys;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

/// A journal without room makes a gap that says so, as soon as it has room again; and no call loses
/// its beginning or its end.
class WhatCanNotBeWrittenIsMarkedTest {
  private static final Gap NOT_WRITTEN = new Gap(null, Cause.NOT_WRITTEN);

  private final VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
  private final Book book = Book.begun();

  @BeforeEach
  void beginsWithOneThatIsWritten() {
    book.says(new Keys("1"));
  }

  @AfterEach
  void back() {
    VirtualTimeScheduler.reset();
  }

  @Test
  void oneGapIsWrittenForAStretch() {
    book.isFull(true);
    book.says(new Keys("2"), new Keys("3"));
    book.isFull(false);
    book.says(new Keys("4"));
    book.isFull(true);
    book.says(new Keys("5"));
    book.isFull(false);
    book.says(new Keys("6"));

    assertThat(book.story().subList(1, 6))
        .containsExactly(
            new Pressed("1"), NOT_WRITTEN, new Pressed("4"), NOT_WRITTEN, new Pressed("6"));
    assertThat(book.entries()).extracting(Entry::seq).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(book.registry.get("callflux.transcript.refused").counter().count()).isPositive();
  }

  @Test
  void theGapIsWrittenAsSoonAsThereIsRoom() {
    book.isFull(true);
    book.says(new Keys("2"));
    time.advanceTimeBy(Duration.ofSeconds(5));
    assertThat(book.entries()).hasSize(2);

    book.isFull(false);
    time.advanceTimeBy(Duration.ofSeconds(1));

    assertThat(book.contents().getLast()).isEqualTo(NOT_WRITTEN);
  }

  @Test
  void theGapStandsWhereTheFirstWasLost() {
    book.agent("a1", null);
    book.agent("a2", "a1");
    book.isFull(true);
    book.says(new Heard("a1", "Lost.", ""));
    book.isFull(false);
    book.says(new Heard("a2", "Kept.", ""));

    assertThat(book.story().get(3)).isEqualTo(NOT_WRITTEN);
  }

  @Test
  void whatWasOnlyForNowIsNotMissed() {
    book.agent("a1", null);
    book.isFull(true);
    book.agent("a2", "a1");
    book.isFull(false);
    book.says(new Heard("a1", "Kept.", ""), new Heard("a2", "Kept.", ""));

    assertThat(book.story()).hasSize(4).doesNotContain(NOT_WRITTEN);
  }

  @Test
  void theEndWaitsForRoom() {
    book.isFull(true);
    book.says(new Keys("2"));
    book.ends();
    time.advanceTimeBy(Duration.ofMinutes(5));
    book.isFull(false);
    time.advanceTimeBy(Duration.ofSeconds(1));

    assertThat(book.contents().subList(2, 4))
        .satisfiesExactly(
            gap -> assertThat(gap).isEqualTo(NOT_WRITTEN),
            end -> assertThat(end).isInstanceOf(Ended.class));
  }

  @Test
  void nothingIsWrittenBeforeTheBeginning() {
    var late = new Book();
    late.isFull(true);
    late.recorder.answered(late.call);
    late.says(new Keys("1"));
    late.isFull(false);
    late.says(new Keys("2"));

    assertThat(late.contents())
        .satisfiesExactly(
            began -> assertThat(began).isInstanceOf(Began.class),
            gap -> assertThat(gap).isEqualTo(NOT_WRITTEN),
            keys -> assertThat(keys).isEqualTo(new Pressed("2")));
  }

  @Test
  void nothingIsLookedAfterOnceAllIsWritten() {
    book.isFull(true);
    book.says(new Keys("2"));
    book.isFull(false);
    time.advanceTimeBy(Duration.ofSeconds(1));

    assertThat(time.getScheduledTaskCount()).isEqualTo(1);
    time.advanceTimeBy(Duration.ofHours(1));
    assertThat(time.getScheduledTaskCount()).isEqualTo(1);
    assertThat(book.entries()).hasSize(3);
  }
}
