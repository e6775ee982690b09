package callflux.gateway.softphone;

import callflux.gateway.agent.AgentDirectory;
import callflux.gateway.http.FormBody;
import callflux.gateway.http.Limits;
import callflux.gateway.softphone.Line.Wish;
import callflux.gateway.softphone.SoftphoneConfig.Access;
import callflux.gateway.softphone.Switchboard.Placed;
import callflux.gateway.softphone.Tokens.Grant;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/// Tells a page what it can call, and places its calls: anything in local mode, elsewhere what its
/// token is good for.
final class CallDesk {
  private static final Limits.Form FORM = Limits.production().form();
  private static final String BEARER = "Bearer ";

  /// Whoever sits at this host.
  private static final String SOMEBODY = "client:softphone";

  private final SoftphoneConfig config;
  private final SameOrigin origin;
  private final Supplier<AgentDirectory> agents;
  private final Tokens tokens;
  private final Switchboard switchboard;
  private final SoftphoneMeters meters;

  /// @param agents who answers which number just now
  CallDesk(
      SoftphoneConfig config,
      SameOrigin origin,
      Supplier<AgentDirectory> agents,
      Tokens tokens,
      Switchboard switchboard,
      SoftphoneMeters meters) {
    this.config = config;
    this.origin = origin;
    this.agents = agents;
    this.tokens = tokens;
    this.switchboard = switchboard;
    this.meters = meters;
  }

  /// `GET /phone/agents`: what there is to call. A token, as `Authorization: Bearer`, is looked at
  /// and not used up.
  Mono<Void> list(HttpServerRequest request, HttpServerResponse response) {
    if (!origin.names(request)) {
      return refuse(response, HttpResponseStatus.FORBIDDEN, "host");
    }
    if (isOpen()) {
      return lines(response, Line.all(agents.get()));
    }
    var grant = bearer(request).flatMap(tokens::show);
    return grant.isEmpty()
        ? refuse(response, HttpResponseStatus.UNAUTHORIZED, "token")
        : lines(response, Line.asked(grant.get().wish(), agents.get()).stream().toList());
  }

  /// `POST /phone/calls`, a form of `number` or `agent`, or of `token`: places a call, and tells
  /// where its two sockets are.
  Mono<Void> call(HttpServerRequest request, HttpServerResponse response) {
    if (!origin.sent(request)) {
      return refuse(response, HttpResponseStatus.FORBIDDEN, "origin");
    }
    return FormBody.read(request, FORM)
        .flatMap(form -> isOpen() ? anything(form, response) : granted(form, response));
  }

  private boolean isOpen() {
    return config.access() == Access.THIS_HOST;
  }

  private Mono<Void> anything(Map<String, List<String>> form, HttpServerResponse response) {
    return Line.asked(new Wish(field(form, "number"), field(form, "agent")), agents.get())
        .map(line -> answer(switchboard.place(line, SOMEBODY), response))
        .orElseGet(() -> refuse(response, HttpResponseStatus.NOT_FOUND, "nobody"));
  }

  private Mono<Void> granted(Map<String, List<String>> form, HttpServerResponse response) {
    var token = field(form, "token");
    var grant = tokens.take(token);
    return grant.isEmpty()
        ? refuse(response, HttpResponseStatus.UNAUTHORIZED, "token")
        : granted(token, grant.get(), response);
  }

  private Mono<Void> granted(String token, Grant grant, HttpServerResponse response) {
    var line = Line.asked(grant.wish(), agents.get());
    if (line.isEmpty()) {
      return refuse(response, HttpResponseStatus.NOT_FOUND, "nobody");
    }
    // One whom the backend does not name is told from others by their token.
    var caller = grant.caller().isEmpty() ? token : grant.caller();
    var placed = switchboard.place(line.get(), "client:" + caller);
    if (placed instanceof Placed.TurnedAway) {
      tokens.giveBack(token, grant);
    }
    return answer(placed, response);
  }

  private Mono<Void> answer(Placed placed, HttpServerResponse response) {
    return switch (placed) {
      case Placed.Through(var ticket, var secret) -> {
        meters.answered("connect");
        var body =
            JsonAnswer.object()
                .put("callSid", ticket.call().callSid())
                .put("accountSid", ticket.call().accountSid())
                .put("agent", ticket.call().agent().name())
                .put("mediaUrl", PhoneSockets.MEDIA + ticket.nonce())
                .put("eventsUrl", PhoneSockets.EVENTS + secret);
        yield JsonAnswer.send(response, HttpResponseStatus.OK, body);
      }
      case Placed.TurnedAway(var reason, var say) -> {
        meters.answered(reason);
        var body = JsonAnswer.reason(reason).put("say", say);
        yield JsonAnswer.send(response, HttpResponseStatus.SERVICE_UNAVAILABLE, body);
      }
    };
  }

  private Mono<Void> lines(HttpServerResponse response, List<Line> lines) {
    var body = JsonAnswer.object();
    var list = body.putArray("lines");
    lines.forEach(
        line -> list.addObject().put("number", line.to()).put("agent", line.plan().agent().name()));
    return JsonAnswer.send(response, HttpResponseStatus.OK, body);
  }

  private Mono<Void> refuse(HttpServerResponse response, HttpResponseStatus status, String why) {
    meters.refused(why);
    return JsonAnswer.send(
        response.header(HttpHeaderNames.CONNECTION, "close"), status, JsonAnswer.reason(why));
  }

  private static Optional<String> bearer(HttpServerRequest request) {
    return Optional.ofNullable(request.requestHeaders().get(HttpHeaderNames.AUTHORIZATION))
        .filter(header -> header.startsWith(BEARER))
        .map(header -> header.substring(BEARER.length()));
  }

  private static String field(Map<String, List<String>> form, String name) {
    return form.getOrDefault(name, List.of("")).getFirst();
  }
}
