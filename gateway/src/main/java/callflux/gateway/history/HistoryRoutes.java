package callflux.gateway.history;

import callflux.gateway.archive.Archive;
import callflux.gateway.http.PageFile;
import callflux.gateway.http.PageFile.Microphone;
import callflux.gateway.http.ThisHost;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;

/// Calls that are over, on the admin port: their transcripts, lists and exports, and a page of
/// statistics.
///
/// On loopback they are for this host alone: a request that a proxy passed on, or that a browser
/// makes for a page of somebody else's name, is told that there is no such page. All of it is
/// personal.
public final class HistoryRoutes implements Consumer<HttpServerRoutes> {
  static final String PAGE = "/statistics";

  /// The page's files, the page itself first: all there are.
  static final List<String> FILES =
      List.of(
          "index.html",
          "statistics.css",
          "icon.svg",
          "main.js",
          "question.js",
          "archive.js",
          "figures.js",
          "charts.js",
          "stacks.js",
          "subjects.js",
          "tables.js",
          "call.js",
          "element.js",
          "text.js",
          "uplot/uPlot.iife.min.js",
          "uplot/uPlot.min.css");

  private static final String FOLDER = "/callflux/history/";

  private final boolean thisHostOnly;
  private final CallAnswers calls;

  /// @param thisHostOnly whether the admin port is on loopback
  public HistoryRoutes(Archive archive, boolean thisHostOnly) {
    this(archive, thisHostOnly, InstantSource.system());
  }

  HistoryRoutes(Archive archive, boolean thisHostOnly, InstantSource clock) {
    this.thisHostOnly = thisHostOnly;
    this.calls = new CallAnswers(archive, clock);
  }

  /// Adds them to a server's routes. Reads files.
  @Override
  public void accept(HttpServerRoutes routes) {
    for (var name : FILES) {
      var file = PageFile.read(FOLDER + name, Microphone.NONE);
      routes.get(PAGE + "/" + name, guarded(file::send));
      if (name.equals(FILES.getFirst())) {
        routes.get(PAGE, guarded(file::send));
      }
    }
    routes
        .get("/calls/{" + CallAnswers.SID + "}/transcript", answered(calls::transcript))
        .get("/history/calls.json", answered(calls::list))
        .get("/history/calls.jsonl", guarded(calls::export))
        .get(PAGE + "/days.json", answered(calls::days));
  }

  private BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> answered(
      Function<HttpServerRequest, Mono<Answer>> route) {
    return guarded((request, response) ->
        Mono.defer(() -> route.apply(request))
            .onErrorResume(CallAnswers::troubled)
            .flatMap(answer -> answer.send(response)));
  }

  private BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> guarded(
      BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> route) {
    return (request, response) ->
        mayAsk(request)
            ? route.apply(request, response)
            : response.status(HttpResponseStatus.NOT_FOUND).send();
  }

  private boolean mayAsk(HttpServerRequest request) {
    return !thisHostOnly || (ThisHost.asks(request) && ThisHost.isNamedBy(request));
  }
}
