package callflux.gateway.analysis;

import callflux.gateway.analysis.AnalysisConfig.Responses;
import callflux.gateway.analysis.AnalysisConfig.Webhook;
import callflux.gateway.archive.Archive;
import callflux.gateway.http.ClientTls;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContextBuilder;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/// What speaks to others.
///
/// @param pace how long a model is waited for
/// @param again how often a webhook is told
record Outside(HttpClient http, AnalysisMeters meters, ResponsesAnalyst.Pace pace, Backoff again) {
  private static final int CONNECT_MILLIS = 5_000;

  Outside(LoopResources loops, MeterRegistry registry) {
    this(
        client(loops),
        new AnalysisMeters(registry),
        ResponsesAnalyst.Pace.DEFAULTS,
        WebhookSender.AGAIN);
  }

  /// Every request has a connection of its own; no redirect is followed, and nothing is unpacked.
  static HttpClient client(LoopResources loops) {
    var tls = ClientTls.of(SslContextBuilder.forClient());
    return HttpClient.create(ConnectionProvider.newConnection())
        .runOn(loops)
        .disableRetry(true)
        .followRedirect(false)
        .compress(false)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
        .headers(headers -> headers.set("User-Agent", "Callflux"))
        .secure(spec -> spec.sslContext(tls));
  }

  Analyst analyst(@Nullable Responses config, Scheduler work) {
    return config == null
        ? new LexiconAnalyst()
        : new ResponsesAnalyst(config, http, pace, meters, work);
  }

  @Nullable WebhookSender webhook(@Nullable Webhook config, Archive archive, Scheduler work) {
    return config == null ? null : new WebhookSender(config, archive, this, work);
  }
}
