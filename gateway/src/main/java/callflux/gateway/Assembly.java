package callflux.gateway;

import callflux.gateway.Companion.Surroundings;
import callflux.gateway.Gateway.Public;
import callflux.gateway.Gateway.Watched;
import callflux.gateway.appointments.AppointmentRoutes;
import callflux.gateway.call.CallListener;
import callflux.gateway.call.Calls;
import callflux.gateway.config.Reading;
import callflux.gateway.http.Limits;
import callflux.gateway.http.ServerPipeline;
import callflux.gateway.ops.AdminServer;
import callflux.gateway.ops.ConfigMeters;
import callflux.gateway.ops.HealthRoutes;
import callflux.gateway.ops.Lookout;
import callflux.gateway.realtime.Upstreams;
import callflux.gateway.softphone.CallFeeds;
import callflux.gateway.softphone.SoftphoneRoutes;
import callflux.gateway.spend.Spend;
import callflux.gateway.tool.HttpTools;
import callflux.gateway.twilio.TwilioRoutes;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRoutes;
import reactor.netty.resources.LoopResources;

/// Introduces a gateway's parts to each other: they know one another by nothing but their ports.
final class Assembly {
  private final GatewayConfig config;
  private final Models models;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final LoopResources loops =
      LoopResources.create("callflux", Runtime.getRuntime().availableProcessors(), true);
  private final AppointmentRoutes appointments = new AppointmentRoutes();
  private final Lookout lookout;
  private final Companion companion;
  private final CallFeeds feeds;
  private final Upstreams upstreams;
  private final HttpTools tools;
  private final Calls calls;

  /// @throws UncheckedIOException if the companion can't begin
  Assembly(GatewayConfig config, Models models, Companion.Joining joining) {
    this.config = config;
    this.models = models;
    this.lookout = new Lookout(config.listen().ops(), registry);
    this.feeds = new CallFeeds(config.terms().ticketLife(), registry);
    this.upstreams = new Upstreams(loops, registry);
    this.tools = new HttpTools(config.tools(), loops);
    var spend = new Spend(config.spend(), registry, InstantSource.system());
    this.companion = join(joining, new Surroundings(config, registry, spend::usd, loops));
    var reach = new Calls.Reach(upstreams, tools, companion.keeper());
    this.calls = new Calls(reach, listeners(spend), spend, config.terms());
    spend.through(calls);
  }

  private static Companion join(Companion.Joining joining, Surroundings surroundings) {
    try {
      return joining.join(surroundings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The log and companions ask what a call has cost before that is forgotten.
  private List<CallListener> listeners(Spend spend) {
    var listeners = new ArrayList<>(lookout.listeners(spend::usd));
    listeners.addAll(companion.listeners());
    listeners.add(spend);
    listeners.add(feeds);
    if (config.local()) {
      listeners.add(appointments);
    }
    return listeners;
  }

  /// Listens. Fails if an address is taken; then everything is stopped again.
  Mono<Gateway> serve(Flux<Reading<GatewayConfig>> changes) {
    var reload = new Reload(config, models, upstreams, new ConfigMeters(registry));
    var softphone = new SoftphoneRoutes(config.softphone(), calls, reload::agents, feeds, registry);
    var health = new HealthRoutes(calls, upstreams::shunsDefault);
    var twilio = new TwilioRoutes(config.twilio(), calls, reload::agents, registry);
    var server =
        server(routes -> {
          health.accept(routes);
          twilio.accept(routes);
          softphone.accept(routes);
        });
    var offers = softphone.admin(config.listen().ops().loopback()).andThen(companion::offer);
    return lookout
        .serve(calls, health, offers, config.local())
        .flatMap(admin ->
            server
                .bind()
                .doOnNext(bound ->
                    changes.takeUntilOther(bound.onDispose()).subscribe(reload::on, reload::failed))
                .map(bound -> gateway(bound, admin))
                .onErrorResume(failure -> admin.stop().then(Mono.error(failure))))
        .onErrorResume(failure -> companion.stop().then(Mono.error(failure)));
  }

  private HttpServer server(Consumer<HttpServerRoutes> always) {
    return ServerPipeline.strict(HttpServer.create(), Limits.production().http(), registry)
        .runOn(loops)
        .host(config.listen().bind())
        .port(config.listen().port())
        .route(config.local() ? always.andThen(appointments) : always);
  }

  private Gateway gateway(DisposableServer bound, AdminServer admin) {
    tools.own(config.ownUrl(bound.port()));
    var open = new Public(loops, bound, tools);
    var watched = new Watched(lookout, admin, companion);
    return new Gateway(config, calls, open, watched, models.simulator());
  }
}
