package callflux.gateway.analysis;

import callflux.gateway.archive.Analysis;
import callflux.gateway.archive.Archive;
import callflux.gateway.archive.ArchiveFailure;
import callflux.gateway.archive.ArchiveFailure.Verdict;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/// Sees to it that every call is read when it is over, and that whoever wants to know is told.
///
/// The archive is the queue: it is asked which calls nobody has read, a few are read at once, and
/// what came of each is kept there. So a call that this process does not get to, the next one does.
/// All of it happens on threads of its own, but for the sockets.
public final class AfterCall {
  private static final Logger log = LoggerFactory.getLogger(AfterCall.class);

  private static final Duration POLL = Duration.ofSeconds(10);

  /// Calls that ended longer ago are nobody's any more: a gateway to which this is new does not
  /// read, and pay for, all that it finds.
  private static final Duration LOOK_BACK = Duration.ofDays(3);

  /// After a first failed attempt; six times as long after each further one.
  private static final Duration REST = Duration.ofMinutes(1);

  /// An archive that will never take what was found is not asked again soon: it was paid for.
  private static final Duration POISON_REST = Duration.ofHours(6);

  private static final int LISTED = 100;
  private static final int READ_AT_ONCE = 4;

  /// Further calls are not read until there is room: the archive keeps them better than memory.
  private static final int TOLD_AT_ONCE = 1_000;

  private static final int THREADS = 2;
  private static final int TASKS = 10_000;

  private final Archive archive;
  private final Reader reader;
  private final @Nullable WebhookSender webhook;
  private final Scheduler work;
  private final boolean enabled;
  private final Claims claims = new Claims();
  private final Sinks.Many<Long> nudges = Sinks.many().multicast().directBestEffort();

  /// @param loops on which its sockets live
  /// @throws IllegalStateException if this JVM can't do TLS
  public AfterCall(
      Archive archive, AnalysisConfig config, LoopResources loops, MeterRegistry registry) {
    this(
        archive,
        config,
        new Outside(loops, registry),
        Schedulers.newBoundedElastic(THREADS, TASKS, "callflux-analysis", 60, true));
  }

  AfterCall(Archive archive, AnalysisConfig config, Outside outside, Scheduler work) {
    this.archive = archive;
    this.work = work;
    this.enabled = config.enabled();
    this.reader =
        new Reader(archive, outside.analyst(config.responses(), work), outside.meters(), work);
    this.webhook = outside.webhook(config.webhook(), archive, work);
    outside.meters().watch(claims::size);
  }

  /// Reads calls, if that is enabled, until it is cancelled: it never completes. To be subscribed
  /// to once.
  public Mono<Void> run() {
    return (enabled ? read() : Mono.<Void>never()).doFinally(_ -> work.dispose());
  }

  private Mono<Void> read() {
    return Flux.merge(Flux.interval(Duration.ZERO, POLL, work), nudges.asFlux())
        .onBackpressureLatest()
        .concatMap(_ -> unread(), 1)
        .concatMapIterable(callSids -> callSids, 1)
        .flatMap(this::read, READ_AT_ONCE, 1)
        .flatMap(this::tell, TOLD_AT_ONCE, 1)
        .then();
  }

  /// A call has ended and is in the archive: it need not wait until the archive is asked again.
  /// Safe for any thread.
  public void nudge() {
    // If two come at once, one of them is enough.
    var _ = nudges.tryEmitNext(0L);
  }

  private Mono<List<String>> unread() {
    return Mono.defer(
            () -> {
              if (reader.rests()) {
                return Mono.<List<String>>empty();
              }
              claims.tidy(now());
              // Those that are not to be read now come first, and must not hide the others.
              int most = LISTED + claims.size();
              return archive.unread(now().minus(LOOK_BACK), Reader.ATTEMPTS, most).collectList();
            })
        .onErrorResume(failure -> {
          log.atWarn().addKeyValue("reason", reason(failure)).log("can't tell which calls to read");
          return Mono.empty();
        });
  }

  private Mono<Analysis> read(String callSid) {
    return Mono.defer(() -> {
      if (reader.rests() || !claims.take(callSid, now())) {
        return Mono.empty();
      }
      return reader
          .read(callSid)
          .doOnNext(this::settle)
          .switchIfEmpty(Mono.fromRunnable(() -> claims.release(callSid)))
          .onErrorResume(failure -> {
            giveBack(callSid, failure);
            return Mono.empty();
          });
    });
  }

  private void settle(Analysis analysis) {
    if (isLast(analysis)) {
      claims.release(analysis.callSid());
    } else {
      long times = Math.round(Math.pow(6, analysis.attempt() - 1.0));
      claims.rest(analysis.callSid(), now(), REST.multipliedBy(times));
    }
  }

  private void giveBack(String callSid, Throwable failure) {
    switch (failure) {
      case Analyst.KeyRefused _ -> claims.release(callSid); // which has been said
      case ArchiveFailure kept when kept.verdict() != Verdict.POISON -> claims.release(callSid);
      default -> {
        claims.rest(callSid, now(), POISON_REST);
        log.atError()
            .addKeyValue("call", callSid)
            .addKeyValue("reason", reason(failure))
            .log("a call can't be read, or what was found can't be kept");
      }
    }
  }

  /// The class alone: what it says may hold words of the call.
  private static String reason(Throwable failure) {
    return failure instanceof ArchiveFailure kept
        ? String.valueOf(kept.getMessage())
        : failure.getClass().getSimpleName();
  }

  private Mono<Void> tell(Analysis analysis) {
    return webhook == null || !isLast(analysis) ? Mono.empty() : webhook.tell(analysis);
  }

  /// Whether nothing more will come of this call.
  private static boolean isLast(Analysis analysis) {
    return analysis.findings() != null || analysis.attempt() >= Reader.ATTEMPTS;
  }

  private Instant now() {
    return Instant.ofEpochMilli(work.now(TimeUnit.MILLISECONDS));
  }
}
