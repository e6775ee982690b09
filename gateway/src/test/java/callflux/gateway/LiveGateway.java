package callflux.gateway;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A whole gateway in local mode, in this JVM, with the simulator in place of a model.
final class LiveGateway implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Scheduler ASIDE = Schedulers.boundedElastic();

  private final Gateway gateway;

  private LiveGateway(Gateway gateway) {
    this.gateway = gateway;
  }

  /// @param environment besides the ports, which are free ones
  static LiveGateway start(Map<String, String> environment) throws Exception {
    var whole = new HashMap<>(environment);
    whole.put("PORT", "0");
    whole.put("ADMIN_PORT", "0");
    var config = GatewayConfig.read(whole, true);
    return new LiveGateway(Objects.requireNonNull(Gateway.start(config).block(PATIENCE)));
  }

  Phone isCalled() throws Exception {
    return Phone.calls(gateway.port());
  }

  /// What its admin port answers.
  GatewayProcess.Answer shows(String path) throws Exception {
    return GatewayProcess.get(gateway.admin().getPort(), path);
  }

  /// What its public port answers.
  GatewayProcess.Answer answers(String path) throws Exception {
    return GatewayProcess.get(gateway.port(), path);
  }

  /// What its public port answers, once that holds a text.
  String answers(String path, String text) {
    return Objects.requireNonNull(
        polled()
            .concatMap(_ -> Mono.fromCallable(() -> answers(path).body()).subscribeOn(ASIDE))
            .filter(body -> body.contains(text))
            .blockFirst(PATIENCE));
  }

  /// The call, once it is like that.
  JsonNode showsCall(String field, String value) {
    return Objects.requireNonNull(
        polled()
            .concatMap(_ -> Mono.fromCallable(() -> page("/calls/" + Phone.SID)).subscribeOn(ASIDE))
            .filter(page -> page.has(field) && page.get(field).asString().equals(value))
            .blockFirst(PATIENCE));
  }

  /// Waits until nobody calls any more.
  void isIdle() {
    polled().filter(_ -> gateway.admitted() == 0).blockFirst(PATIENCE);
  }

  private static Flux<Long> polled() {
    return Flux.interval(Duration.ofMillis(20)).onBackpressureDrop();
  }

  private JsonNode page(String path) throws Exception {
    var body = shows(path).body();
    return JsonMapper.shared().readTree(body.isEmpty() ? "{}" : body);
  }

  @Override
  public void close() {
    gateway.stop().block(PATIENCE);
  }
}
