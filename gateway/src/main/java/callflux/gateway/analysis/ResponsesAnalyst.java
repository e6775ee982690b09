package callflux.gateway.analysis;

import callflux.gateway.analysis.AnalysisConfig.Responses;
import callflux.gateway.analysis.TryFailed.Kind;
import callflux.gateway.archive.CallFile;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;

/// Has calls read by a model behind OpenAI's Responses API.
///
/// What may pass is tried again; what every try has cost is added up, since a report that will not
/// do is billed, too.
final class ResponsesAnalyst implements Analyst {
  private final Responses config;
  private final HttpClient http;
  private final Pace pace;
  private final AnalysisMeters meters;
  private final Scheduler work;
  private final KeyGate gate;

  /// @param http a client that follows no redirects: the key goes nowhere else
  /// @param work where answers are understood, and pauses pass
  ResponsesAnalyst(
      Responses config, HttpClient http, Pace pace, AnalysisMeters meters, Scheduler work) {
    this.config = config;
    this.http =
        http.headers(headers ->
            headers
                .set(HttpHeaderNames.AUTHORIZATION, "Bearer " + config.key().value())
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .set(HttpHeaderNames.ACCEPT, "application/json"));
    this.pace = pace;
    this.meters = meters;
    this.work = work;
    this.gate = new KeyGate(work, pace.keyPause());
  }

  /// How long to wait for what.
  ///
  /// @param deadline of one try
  /// @param again after one that failed
  /// @param keyPause between tries for everybody, once the key was refused
  record Pace(Duration deadline, Backoff again, Duration keyPause) {
    static final Pace DEFAULTS =
        new Pace(
            Duration.ofSeconds(60),
            new Backoff(5, Duration.ofMillis(500), 4, Duration.ofSeconds(30)),
            Duration.ofSeconds(30));
  }

  @Override
  public boolean rests() {
    return gate.isShut();
  }

  @Override
  public Mono<Reading> read(CallFile call) {
    return Mono.defer(() -> {
      var body = ResponsesRequest.of(config.model(), call);
      var cost = new AtomicLong();
      return Mono.defer(() -> once(body))
          .doOnNext(answer -> cost.addAndGet(answer.costMicros()))
          .doOnError(TryFailed.class, failed -> cost.addAndGet(failed.costMicros()))
          .retryWhen(pace.again().on(work, failure -> TryFailed.of(failure).floor()))
          .map(answer -> Reading.found(config.model(), answer.findings(), cost.get()))
          .onErrorResume(TryFailed.class, failed -> failed(failed, cost.get()));
    });
  }

  private Mono<Reading> failed(TryFailed failed, long cost) {
    return failed.kind() == Kind.KEY_REFUSED
        ? Mono.error(new KeyRefused())
        : Mono.just(Reading.failed(config.model(), failed.kind().label(), cost));
  }

  private Mono<ResponsesAnswer> once(String body) {
    if (!gate.lets()) {
      return Mono.error(TryFailed.of(Kind.KEY_REFUSED));
    }
    return http.post()
        .uri(config.endpoint())
        .send(ByteBufMono.fromString(Mono.just(body)))
        .response(ResponsesAnswer::bytes)
        .next()
        .timeout(pace.deadline(), work)
        .publishOn(work)
        .map(bytes -> ResponsesAnswer.read(bytes, config.price()))
        .onErrorMap(TryFailed::of)
        .doOnNext(_ -> answered("ok"))
        .doOnError(TryFailed.class, this::answered);
  }

  private void answered(String result) {
    gate.accepted();
    meters.tried(result);
  }

  private void answered(TryFailed failed) {
    if (failed.kind() == Kind.KEY_REFUSED) {
      gate.refused();
    }
    meters.tried(failed.kind().label());
  }
}
