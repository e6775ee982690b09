package callflux.gateway.transcript;

import callflux.gateway.archive.Archive;
import callflux.gateway.archive.ArchiveFailure;
import callflux.gateway.archive.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// Ends the calls that were on when the gateway was killed: what of them is kept has no end, and
/// says so from now on.
///
/// Exact, however often it is killed: all that the journal held is asked about only when it is in
/// the archive, and what this writes goes the same way.
public final class Orphans {
  private static final Logger log = LoggerFactory.getLogger(Orphans.class);

  /// So often it is looked whether the journal has room.
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Shipper shipper;
  private final Archive archive;
  private final Pen pen;
  private final Recorder recorder;
  private final Instant started;

  /// @param started before the first call was answered
  public Orphans(Shipper shipper, Archive archive, Pen pen, Recorder recorder, Instant started) {
    this.shipper = shipper;
    this.archive = archive;
    this.pen = pen;
    this.recorder = recorder;
    this.started = started;
  }

  /// Completes when the ends of all of them are in the journal. Needs a shipper that runs.
  public Mono<Void> run() {
    return shipper
        .emptied()
        .then(Mono.defer(() -> shipper.ask(archive.unended(pen.instance(), started).collectList())))
        .flatMapIterable(Function.identity())
        // A clock that was put back makes calls older than they are.
        .filter(callSid -> !recorder.isLive(callSid))
        .concatMap(this::end)
        .then();
  }

  private Mono<Void> end(String callSid) {
    return Mono.zip(shipper.ask(archive.next(callSid)), remains(callSid))
        .flatMapIterable(known -> known.getT2().end(callSid, known.getT1()))
        .concatMap(this::write)
        .then()
        .doOnSuccess(_ ->
            log.atWarn().addKeyValue("call", callSid).log("call was cut off when the gateway died"))
        .onErrorResume(
            Attempts::isPoison,
            poison -> {
              log.atError()
                  .addKeyValue("call", callSid)
                  .addKeyValue("why", Attempts.why(poison))
                  .log("a call that was cut off can't be ended");
              return Mono.empty();
            });
  }

  /// Of a call whose words can't be read, perhaps because their key is not here, nothing is known.
  private Mono<Remains> remains(String callSid) {
    return shipper
        .ask(
            archive
                .call(callSid)
                .map(Remains::of)
                .onErrorResume(failure -> !(failure instanceof ArchiveFailure), _ -> Mono.empty()))
        .defaultIfEmpty(Remains.unknown(started));
  }

  private Mono<Void> write(Entry entry) {
    return Mono.fromSupplier(() -> pen.write(entry))
        .filter(Boolean::booleanValue)
        .repeatWhenEmpty(refused -> refused.concatMap(_ -> Mono.delay(LOOK)))
        .then();
  }
}
