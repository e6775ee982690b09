package callflux.gateway.database;

import callflux.gateway.archive.ArchiveFailure;
import callflux.gateway.archive.ArchiveFailure.Verdict;
import callflux.gateway.archive.Content;
import callflux.gateway.archive.EntryCodec;
import callflux.gateway.archive.Kind;
import callflux.gateway.archive.Row;
import callflux.gateway.call.Termination;
import io.r2dbc.spi.Connection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Writes rows: each as an entry, and a call's first and last in columns of their own besides, for
/// whoever sums up.
final class RowWriter {
  /// Neither first nor last rows have words, so that they need no key.
  private static final byte[] NO_WORDS = {'{', '}'};

  private final EntryCodec codec;
  private final Insert entries;
  private final Insert calls;
  private final Insert ends;

  /// @param json what makes a parameter JSON
  RowWriter(EntryCodec codec, UnaryOperator<String> json) {
    this.codec = codec;
    this.entries =
        new Insert(
            "entry",
            List.of("call_sid", "seq", "place", "at", "kind", "item", "facts", "words"),
            json);
    this.calls =
        new Insert(
            "call",
            List.of(
                "sid",
                "began",
                "began_on",
                "instance",
                "number",
                "agent",
                "prompt",
                "caller",
                "masked_caller"),
            json);
    this.ends =
        new Insert(
            "call_end",
            List.of(
                "call_sid",
                "at",
                "termination",
                "failed",
                "length_us",
                "turns",
                "barge_ins",
                "responses",
                "frames_in",
                "frames_out",
                "cost_micros",
                "text_in",
                "cached_in",
                "audio_in",
                "text_out",
                "audio_out",
                "set_up_us",
                "first_audio_us",
                "voice_to_voice_us",
                "slowest_voice_to_voice_us",
                "slowest_clear_us"),
            json);
  }

  /// Writes rows, all or none.
  ///
  /// @return how many there were not yet
  Mono<Long> write(Connection connection, List<Row> rows) {
    return Mono.defer(() ->
        Engine.inTransaction(
            connection,
            entries
                .rows(connection, rows, RowWriter::entry)
                .flatMap(written ->
                    calls
                        .rows(connection, of(rows, Kind.BEGAN), this::call)
                        .then(ends.rows(connection, of(rows, Kind.ENDED), this::end))
                        .thenReturn(written))));
  }

  private static List<Row> of(List<Row> rows, Kind kind) {
    return rows.stream().filter(row -> row.kind().equals(kind.label())).toList();
  }

  private static void entry(Row row, Values values) {
    values
        .name(row.callSid())
        .number(row.seq())
        .number(row.place())
        .instant(row.at())
        .text(row.kind())
        .text(row.item())
        .text(row.facts())
        .bytes(row.words());
  }

  private void call(Row row, Values values) {
    var began = (Content.Began) content(row);
    values
        .name(row.callSid())
        .instant(row.at())
        .day(row.at())
        .text(began.instance())
        .text(began.number())
        .text(began.agent())
        .text(began.prompt())
        .text(began.caller())
        .text(began.maskedCaller());
  }

  private void end(Row row, Values values) {
    var ended = (Content.Ended) content(row);
    var termination = ended.termination();
    var summary = ended.summary();
    var tokens = ended.tokens();
    var timings = ended.timings();
    values
        .name(row.callSid())
        .instant(row.at())
        .text(termination == null ? null : termination.label())
        .flag(isFailed(termination))
        .micros(summary.length())
        .number(summary.turns())
        .number(summary.bargeIns())
        .number(summary.responses())
        .number(summary.framesIn())
        .number(summary.framesOut())
        .number(ended.costMicros())
        .number(tokens.textIn())
        .number(tokens.cachedIn())
        .number(tokens.audioIn())
        .number(tokens.textOut())
        .number(tokens.audioOut())
        .micros(timings.setUp())
        .micros(timings.firstAudio())
        .micros(timings.voiceToVoice())
        .micros(timings.slowestVoiceToVoice())
        .micros(timings.slowestClear());
  }

  private Content content(Row row) {
    try {
      return codec
          .entry(
              new Row(
                  row.callSid(),
                  row.seq(),
                  row.place(),
                  row.at(),
                  row.kind(),
                  row.item(),
                  row.facts(),
                  NO_WORDS))
          .content();
    } catch (IllegalArgumentException e) {
      throw new ArchiveFailure(Verdict.POISON, "a row can't be understood: " + row, e);
    }
  }

  /// A gateway that was killed was no fault of the caller's either.
  private static boolean isFailed(@Nullable Termination termination) {
    return termination == null
        || switch (termination.result()) {
          case SERVER_ERROR, UPSTREAM_ERROR -> true;
          case SUCCESS, CLIENT_ERROR -> false;
        };
  }
}
