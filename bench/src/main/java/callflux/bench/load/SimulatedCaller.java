package callflux.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import callflux.bench.load.CallRecord.Kind;
import callflux.bench.load.CallRecord.SetUp;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/// Places calls as Twilio does: the signed webhook, the stream that its answer asks for, and a
/// caller who speaks, listens, interrupts and hangs up.
///
/// Any number of calls at once: each is confined to the event loop of its socket and has no thread
/// of its own. Every call has connections of its own, as from Twilio, and leaves none behind.
public final class SimulatedCaller {
  private static final String SIGNATURE = "X-Twilio-Signature";

  /// Twilio's own limits for a webhook.
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private static final Duration ANSWER = Duration.ofSeconds(15);

  private final HttpClient client;

  /// Loads classes and native libraries once and ahead, so that no call is slow because of them.
  private final Mono<Void> warm;

  private SimulatedCaller(HttpClient client) {
    this.client = client;
    // Not from the rehearsal's event loop, on which all that waited for it would then be placed.
    this.warm =
        client
            .warmup()
            .then(Rehearsal.of(this::place))
            .then()
            .publishOn(Schedulers.parallel())
            .cache();
  }

  /// Callers on Reactor Netty's shared event loops.
  public SimulatedCaller() {
    this(
        HttpClient.create(ConnectionProvider.newConnection())
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT.toMillis())
            .responseTimeout(ANSWER));
  }

  /// Callers on other event loops, which stay their owner's to dispose of.
  public SimulatedCaller on(LoopResources loops) {
    return new SimulatedCaller(client.runOn(loops));
  }

  /// Completes when there is nothing more to be loaded: the next call rings at once.
  public Mono<Void> ready() {
    return warm;
  }

  /// Places a call when subscribed, and ends with what happened on it: a call that failed is a
  /// record like any other, by [CallRecord#ending].
  public Mono<CallRecord> call(CallPlan plan) {
    return warm.then(Mono.defer(() -> place(plan)));
  }

  private Mono<CallRecord> place(CallPlan plan) {
    var identity = CallIdentity.of(plan.line().accountSid());
    long rung = System.nanoTime();
    return ring(plan.line(), identity)
        .flatMap(twiml -> answer(plan, identity, Invitation.read(twiml), rung))
        .onErrorResume(
            e -> Mono.just(CallRecord.failed(identity, kind(e), detail(e, plan.line()))));
  }

  private Mono<String> ring(Line line, CallIdentity identity) {
    var webhook = Webhook.of(line, identity);
    return client
        .headers(headers ->
            headers
                .set(HttpHeaderNames.CONTENT_TYPE, "application/x-www-form-urlencoded")
                .set(HttpHeaderNames.CONTENT_LENGTH, webhook.form().length())
                .set(HttpHeaderNames.USER_AGENT, "TwilioProxy/1.1")
                .set("I-Twilio-Idempotency-Token", identity.callSid())
                .set(SIGNATURE, webhook.signature()))
        .post()
        .uri(line.webhook())
        .send(ByteBufMono.fromString(Mono.just(webhook.form())))
        .responseSingle((response, body) ->
            body.asString(UTF_8).defaultIfEmpty("").map(text -> twiml(response, text)));
  }

  private static String twiml(HttpClientResponse response, String body) {
    String type = response.responseHeaders().get(HttpHeaderNames.CONTENT_TYPE, "");
    if (response.status().code() != 200) {
      throw new Refusal("the webhook was answered " + response.status());
    }
    if (!type.startsWith("text/xml") && !type.startsWith("application/xml")) {
      throw new Refusal("the webhook was answered in " + (type.isEmpty() ? "no type" : type));
    }
    return body;
  }

  private Mono<CallRecord> answer(
      CallPlan plan, CallIdentity identity, Invitation invitation, long rung) {
    long answered = System.nanoTime();
    Line line = plan.line();
    String signature = WebhookSignature.sign(line.authToken(), invitation.url(), Map.of());
    var phone = new PhoneLine(plan, identity, invitation);
    var socket = new StreamSocket(phone);
    return client
        .headers(headers -> headers.set(SIGNATURE, signature))
        .websocket(
            WebsocketClientSpec.builder().maxFramePayloadLength(StreamSocket.MAX_MESSAGE).build())
        .uri(line.socket(invitation.url()))
        .handle((in, out) -> socket.converse(in, out))
        .then(Mono.fromSupplier(() -> phone.record(setUp(rung, answered, phone.origin()))));
  }

  private static SetUp setUp(long rung, long answered, long started) {
    return new SetUp(Duration.ofNanos(answered - rung), Duration.ofNanos(started - answered));
  }

  private static Kind kind(Throwable cause) {
    return switch (cause) {
      case Refusal _, WebSocketClientHandshakeException _ -> Kind.REFUSED;
      case StreamViolation _ -> Kind.VIOLATION;
      default -> Kind.UNREACHABLE;
    };
  }

  private static String detail(Throwable cause, Line line) {
    if (cause instanceof ConnectException) {
      return "nobody answers at " + line.gateway();
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  /// The gateway said no, in a way that Twilio knows.
  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refusal(String message) {
      super(message);
    }
  }
}
