package callflux.gateway.appointments;

import callflux.gateway.call.Call;
import callflux.gateway.call.CallListener;
import callflux.gateway.http.JsonBody;
import callflux.gateway.http.Limits;
import callflux.gateway.http.Refusal;
import callflux.gateway.http.RequestRefused;
import callflux.gateway.http.ThisHost;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;
import tools.jackson.databind.node.ObjectNode;

/// `POST /local/appointments/{book|change|cancel|list|transfer}`, which the tools of local mode's
/// receptionist ask, and `GET /local/appointments`, which its page shows.
///
/// This host's alone. Something is booked for calls that the gateway knows, and by JSON, which no
/// other site's page can send here unasked.
public final class AppointmentRoutes implements Consumer<HttpServerRoutes>, CallListener {
  static final String PATH = "/local/appointments";

  /// Says in a tool's request which call asks.
  static final String CALL = "Callflux-Call";

  private static final String ASKED = "asked";
  private static final int MOST_CALLS = 1_000;
  private final Desk desk = new Desk(new Diary());

  /// Who the latest calls are from, masked: an appointment is shown when its call is long over.
  private final Map<String, String> callers =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
              return size() > MOST_CALLS;
            }
          });

  @Override
  public void admitted(Call call) {
    callers.put(call.callSid(), call.maskedFrom().toString());
  }

  @Override
  public void accept(HttpServerRoutes routes) {
    routes
        .get(PATH, (request, response) -> answer(request, response, Mono.fromSupplier(this::page)))
        .post(
            PATH + "/{" + ASKED + "}",
            (request, response) -> answer(request, response, done(request)));
  }

  private ObjectNode page() {
    return desk.page(callSid -> callers.getOrDefault(callSid, ""));
  }

  private Mono<ObjectNode> done(HttpServerRequest request) {
    var asked = String.valueOf(request.param(ASKED));
    if (!Desk.ASKED.contains(asked)) {
      return refused(HttpResponseStatus.NOT_FOUND, "path");
    }
    var callSid = request.requestHeaders().get(CALL, "");
    if (!callers.containsKey(callSid)) {
      return refused(HttpResponseStatus.FORBIDDEN, "call");
    }
    return JsonBody.read(request, Limits.production().form())
        .flatMap(said ->
            desk.answer(asked, callSid, said)
                .map(Mono::just)
                .orElseGet(() -> refused(HttpResponseStatus.BAD_REQUEST, "arguments")));
  }

  private static Mono<Void> answer(
      HttpServerRequest request, HttpServerResponse response, Mono<ObjectNode> answer) {
    var checked =
        ThisHost.isNamedBy(request)
            ? answer
            : AppointmentRoutes.<ObjectNode>refused(HttpResponseStatus.FORBIDDEN, "host");
    return checked
        .flatMap(json ->
            response
                .header(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .header(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .sendString(Mono.just(json.toString()))
                .then())
        .onErrorResume(RequestRefused.class, refused -> refused.refusal().send(response));
  }

  private static <T> Mono<T> refused(HttpResponseStatus status, String reason) {
    return Mono.error(new RequestRefused(Refusal.of(status, reason)));
  }
}
