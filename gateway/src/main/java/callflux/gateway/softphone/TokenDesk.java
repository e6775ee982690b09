package callflux.gateway.softphone;

import callflux.gateway.agent.AgentDirectory;
import callflux.gateway.http.FormBody;
import callflux.gateway.http.Limits;
import callflux.gateway.http.RequestRefused;
import callflux.gateway.http.ThisHost;
import callflux.gateway.softphone.Line.Wish;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/// `POST /phone/tokens` on the admin port: an operator's own backend, which knows whom it serves,
/// asks for what lets one of them call once.
///
/// A form of `number` or `agent`; `lifetime` in seconds, 60 unless it says otherwise; and `caller`,
/// the backend's own name for its user, by which their calls are counted.
final class TokenDesk {
  static final String PATH = "/phone/tokens";

  private static final Limits.Form FORM = Limits.production().form();
  private static final Duration LIFE = Duration.ofSeconds(60);
  private static final Pattern LIFETIME = Pattern.compile("[1-9][0-9]{0,3}");
  private static final int LONGEST_SECONDS = 3_600;
  private static final Pattern CALLER = Pattern.compile("[A-Za-z0-9_.@-]{0,64}");

  private final SoftphoneConfig config;
  private final Supplier<AgentDirectory> agents;
  private final Tokens tokens;
  private final boolean thisHostOnly;

  /// @param agents who answers which number just now
  /// @param thisHostOnly whether the admin port is on loopback
  TokenDesk(
      SoftphoneConfig config,
      Supplier<AgentDirectory> agents,
      Tokens tokens,
      boolean thisHostOnly) {
    this.config = config;
    this.agents = agents;
    this.tokens = tokens;
    this.thisHostOnly = thisHostOnly;
  }

  /// Gives a token, and the address to open it with.
  Mono<Void> mint(HttpServerRequest request, HttpServerResponse response) {
    if (thisHostOnly && !ThisHost.asks(request)) {
      return JsonAnswer.send(response, HttpResponseStatus.NOT_FOUND, JsonAnswer.reason("path"));
    }
    // A backend has no origin; a page has no business here.
    if (request.requestHeaders().contains(HttpHeaderNames.ORIGIN)) {
      return JsonAnswer.send(response, HttpResponseStatus.FORBIDDEN, JsonAnswer.reason("origin"));
    }
    return FormBody.read(request, FORM)
        .flatMap(form -> mint(form, response))
        .onErrorResume(RequestRefused.class, refused -> refused.refusal().send(response));
  }

  private Mono<Void> mint(Map<String, List<String>> form, HttpServerResponse response) {
    var wish = new Wish(field(form, "number"), field(form, "agent"));
    var caller = field(form, "caller");
    var life = life(field(form, "lifetime"));
    if (wish.isEmpty() || Line.asked(wish, agents.get()).isEmpty()) {
      return bad(response, "number", "give the number to call, or the agent who answers it");
    }
    if (life.isEmpty()) {
      return bad(response, "lifetime", "give seconds, 1 to " + LONGEST_SECONDS);
    }
    if (!CALLER.matcher(caller).matches()) {
      return bad(response, "caller", "give at most 64 letters, digits, dots, hyphens or @");
    }
    return tokens
        .mint(wish, caller, life.get())
        .map(token -> given(response, token, life.get()))
        .orElseGet(() ->
            JsonAnswer.send(
                response, HttpResponseStatus.SERVICE_UNAVAILABLE, JsonAnswer.reason("too_many")));
  }

  private Mono<Void> given(HttpServerResponse response, String token, Duration life) {
    // In the fragment, which no browser sends anywhere: no log on the way holds it.
    var body =
        JsonAnswer.object()
            .put("token", token)
            .put("url", config.originText() + SoftphoneRoutes.PAGE + "#token=" + token)
            .put("expires_in", life.toSeconds());
    return JsonAnswer.send(response, HttpResponseStatus.OK, body);
  }

  private static Mono<Void> bad(HttpServerResponse response, String field, String remedy) {
    return JsonAnswer.send(
        response, HttpResponseStatus.BAD_REQUEST, JsonAnswer.reason(field).put("remedy", remedy));
  }

  private static Optional<Duration> life(String seconds) {
    if (seconds.isEmpty()) {
      return Optional.of(LIFE);
    }
    return LIFETIME.matcher(seconds).matches() && Integer.parseInt(seconds) <= LONGEST_SECONDS
        ? Optional.of(Duration.ofSeconds(Integer.parseInt(seconds)))
        : Optional.empty();
  }

  private static String field(Map<String, List<String>> form, String name) {
    return form.getOrDefault(name, List.of("")).getFirst();
  }
}
