package callflux.gateway.analysis;

import callflux.gateway.archive.Analysis;
import callflux.gateway.archive.Archive;
import callflux.gateway.archive.ArchiveFailure;
import callflux.gateway.archive.ArchiveFailure.Verdict;
import callflux.gateway.archive.CallFile;
import callflux.gateway.archive.Content;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/// Reads one call and keeps what came of it, whatever that is.
///
/// What was found has been paid for, so it is kept as soon as the archive takes it, however long
/// that takes. A call in which nobody said a word costs nothing to read.
final class Reader {
  /// A call is read so many times, if it has to be.
  static final int ATTEMPTS = 5;

  private static final Logger log = LoggerFactory.getLogger(Reader.class);

  private final Archive archive;
  private final Analyst analyst;
  private final LexiconAnalyst lexicon = new LexiconAnalyst();
  private final AnalysisMeters meters;
  private final Scheduler work;
  private final Retry untilKept;

  /// @param work where calls are read
  Reader(Archive archive, Analyst analyst, AnalysisMeters meters, Scheduler work) {
    this.archive = archive;
    this.analyst = analyst;
    this.meters = meters;
    this.work = work;
    this.untilKept =
        Backoff.endless(Duration.ofMillis(500), Duration.ofSeconds(30)).on(work, Reader::mayPass);
  }

  /// Whether no call would be read now.
  boolean rests() {
    return analyst.rests();
  }

  /// Reads a call, unless that has been done, and tells what was kept. Fails with
  /// [Analyst.KeyRefused], or with an [ArchiveFailure] if the archive can't be asked or will never
  /// take it.
  Mono<Analysis> read(String callSid) {
    return archive
        .call(callSid)
        .publishOn(work)
        .filter(Reader::isUnread)
        .flatMap(call -> analystOf(call).read(call).map(reading -> reading.of(call, now())))
        .flatMap(this::keep);
  }

  private static boolean isUnread(CallFile call) {
    var last = call.analysis();
    return last == null || (last.findings() == null && last.attempt() < ATTEMPTS);
  }

  private Analyst analystOf(CallFile call) {
    return call.entries().stream().anyMatch(entry -> entry.content() instanceof Content.CallerSpoke)
        ? analyst
        : lexicon;
  }

  private Mono<Analysis> keep(Analysis analysis) {
    return Mono.defer(() -> archive.add(analysis))
        .retryWhen(untilKept)
        .publishOn(work)
        .thenReturn(analysis)
        .doOnNext(this::kept);
  }

  private void kept(Analysis analysis) {
    meters.kept(analysis);
    if (analysis.findings() == null) {
      log.atWarn()
          .addKeyValue("call", analysis.callSid())
          .addKeyValue("attempt", analysis.attempt())
          .addKeyValue("reason", analysis.failure())
          .log("a call could not be read");
    }
  }

  private static Optional<Duration> mayPass(Throwable failure) {
    return failure instanceof ArchiveFailure kept && kept.verdict() != Verdict.POISON
        ? Optional.of(Duration.ZERO)
        : Optional.empty();
  }

  private Instant now() {
    return Instant.ofEpochMilli(work.now(TimeUnit.MILLISECONDS));
  }
}
