package callflux.gateway.tool;

import callflux.codec.realtime.Item.FunctionCall;
import callflux.gateway.agent.Tool;
import callflux.gateway.call.Call;
import callflux.gateway.call.ToolOutput;
import callflux.gateway.call.ToolResult;
import callflux.gateway.call.Tools;
import callflux.gateway.http.AddressGuard;
import callflux.gateway.http.ClientTls;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClient.RequestSender;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/// Has done what models ask for by the HTTP endpoints of their agents, on the event loop of the
/// call that asks.
///
/// An endpoint gets the arguments once they are what the tool's schema allows: as a query, or as a
/// body of JSON. It is told which call asks (`Callflux-Call`) and for what (`Idempotency-Key`); it
/// gets no header of anybody else's. Every request has a connection of its own, to an address that
/// was looked at; redirects are not followed, and nothing is unpacked. Where a second try is no
/// worse than one, there is one.
///
/// When a call ends, what it only reads is given up, and what changes something is finished within
/// its timeout: half a booking is worse than one that nobody heard of.
public final class HttpTools implements Tools {
  private static final Logger log = LoggerFactory.getLogger(HttpTools.class);

  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final URI NOWHERE = URI.create("http://unbound.invalid");

  private final ToolsConfig config;
  private final LoopResources loops;
  private final HttpClient http;
  private final Map<Object, CompletableFuture<?>> unfinished = new ConcurrentHashMap<>();
  private volatile URI own = NOWHERE;

  /// @param loops on which its sockets live
  /// @throws IllegalStateException if this JVM can't do TLS
  public HttpTools(ToolsConfig config, LoopResources loops) {
    this(config, loops, ClientTls.of(SslContextBuilder.forClient()));
  }

  HttpTools(ToolsConfig config, LoopResources loops, SslContext tls) {
    this.config = config;
    this.loops = loops;
    this.http =
        HttpClient.create(ConnectionProvider.newConnection())
            .runOn(loops)
            .disableRetry(true)
            .followRedirect(false)
            .compress(false)
            .option(ChannelOption.TCP_NODELAY, true)
            .secure(spec -> spec.sslContext(tls));
  }

  /// From now on, endpoints without a host are there.
  public void own(URI base) {
    own = base;
  }

  /// Completes when what goes on without a call is finished, too.
  public Mono<Void> finish() {
    return Mono.defer(() ->
        Mono.fromFuture(
            CompletableFuture.allOf(unfinished.values().toArray(CompletableFuture<?>[]::new)),
            true));
  }

  @Override
  public Mono<ToolOutput> run(Call call, Tool tool, FunctionCall function) {
    return Mono.defer(() -> {
      var arguments = Arguments.read(function.arguments(), tool.parameters());
      if (arguments.fault().isPresent()) {
        return bad(arguments.fault().get());
      }
      var question = Question.of(tool.endpoint(), own, call, function, arguments.json());
      if (!question.isShort()) {
        return bad("longer than the address of a request may be");
      }
      var answer = ask(question);
      return tool.endpoint().method().isSafe() ? answer : finished(call, tool, answer);
    });
  }

  private static Mono<ToolOutput> bad(String detail) {
    return Mono.just(ToolOutput.failed(ToolResult.BAD_ARGUMENTS, Map.of("detail", detail)));
  }

  private Mono<ToolOutput> ask(Question question) {
    var loop = Schedulers.fromExecutorService(loops.onClient(true).next());
    var once = Mono.defer(() -> once(question)).onErrorResume(e -> Mono.just(Answer.of(e)));
    return again(question, once, loop)
        .map(Answer::output)
        .timeout(question.endpoint().timeout(), Mono.just(late(question)), loop);
  }

  private static Mono<Answer> again(Question question, Mono<Answer> once, Scheduler loop) {
    return question.endpoint().method().isIdempotent()
        ? once.flatMap(
            answer -> answer.mayPass() ? once.delaySubscription(PAUSE, loop) : Mono.just(answer))
        : once;
  }

  private static ToolOutput late(Question question) {
    return question.endpoint().method().isSafe()
        ? ToolOutput.failed(ToolResult.TIMEOUT)
        : ToolOutput.failed(ToolResult.TIMEOUT, Map.of("detail", "it may have been done, or not"));
  }

  private Mono<Answer> once(Question question) {
    RequestSender sender =
        client(question)
            .request(HttpMethod.valueOf(question.endpoint().method().name()))
            .uri(question.uri());
    var body = question.body();
    return (body == null ? sender : sender.send(ByteBufFlux.fromString(Mono.just(body))))
        .response(Answer::read)
        .next();
  }

  private HttpClient client(Question question) {
    int patience = (int) question.endpoint().timeout().toMillis();
    var patient = http.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, patience);
    return AddressGuard.guard(patient, config.egress(), question.isEncrypted())
        .headers(question::writeTo);
  }

  /// Goes on when nobody waits for it any more.
  private Mono<ToolOutput> finished(Call call, Tool tool, Mono<ToolOutput> answer) {
    var running = answer.toFuture();
    var name = new Object();
    unfinished.put(name, running);
    var _ = running.whenComplete((_, _) -> unfinished.remove(name));
    return Mono.fromFuture(running, true)
        .doOnCancel(() -> {
          var _ = running.thenAccept(output -> unheard(call, tool, output));
        });
  }

  private static void unheard(Call call, Tool tool, ToolOutput output) {
    log.atInfo()
        .addKeyValue("call", call)
        .addKeyValue("tool", tool.name())
        .addKeyValue("result", output.result().label())
        .log("a tool was done after its call had ended");
  }
}
