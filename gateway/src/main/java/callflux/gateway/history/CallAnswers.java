package callflux.gateway.history;

import callflux.gateway.archive.Archive;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/// What is answered to questions about calls that are over.
final class CallAnswers {
  static final String SID = "sid";

  private static final Pattern CALL_SID = Pattern.compile("CA[0-9a-fA-F]{32}");

  /// A reader who takes nothing for so long is not waited for.
  private static final Duration STALLED = Duration.ofSeconds(60);

  private final Archive archive;
  private final InstantSource clock;

  CallAnswers(Archive archive, InstantSource clock) {
    this.archive = archive;
    this.clock = clock;
  }

  /// A failure as an answer, if it is one that an operator can mend; else itself.
  static Mono<Answer> troubled(Throwable failure) {
    return Trouble.of(failure)
        .map(trouble -> Mono.just(Answer.of(trouble)))
        .orElseGet(() -> Mono.error(failure));
  }

  /// `GET /calls/{sid}/transcript`: JSON, or the text that a terminal shows.
  Mono<Answer> transcript(HttpServerRequest request) {
    var sid = request.param(SID);
    if (sid == null || !CALL_SID.matcher(sid).matches()) {
      return Mono.just(Answer.of(Trouble.NO_SUCH_CALL));
    }
    boolean text = wantsText(request);
    return archive
        .call(sid)
        .map(file ->
            text
                ? Answer.text(String.join("\n", TranscriptText.lines(file)) + "\n")
                : Answer.json(HistoryJson.call(file)))
        .switchIfEmpty(Mono.fromSupplier(() -> Answer.of(Trouble.NO_SUCH_CALL)));
  }

  /// Somebody who opens it in a browser wants to read it.
  private static boolean wantsText(HttpServerRequest request) {
    var accepts = request.requestHeaders().get(HttpHeaderNames.ACCEPT, "");
    return !accepts.contains("application/json")
        && (accepts.contains("text/plain") || accepts.contains("text/html"));
  }

  /// `GET /history/calls.json?from=&to=&number=&most=`: newest first.
  Mono<Answer> list(HttpServerRequest request) {
    var asked = Asked.of(request, clock);
    var number = asked.number();
    var calls =
        number == null
            ? archive.calls(asked.period(), asked.most())
            : archive.callsTo(number, asked.period(), asked.most());
    return calls.collectList().map(HistoryJson::calls).map(Answer::json);
  }

  /// `GET /statistics/days.json?from=&to=`: what the calls of each day and number came to.
  Mono<Answer> days(HttpServerRequest request) {
    return archive
        .days(Asked.of(request, clock).period())
        .collectList()
        .map(HistoryJson::days)
        .map(Answer::json);
  }

  /// `GET /history/calls.jsonl?from=&to=`: calls whole, one a line, oldest first, as fast as they
  /// are read. If the archive fails on the way, the body ends without its end.
  Publisher<Void> export(HttpServerRequest request, HttpServerResponse response) {
    return Flux.defer(() -> new CallExport(archive).lines(Asked.of(request, clock).period()))
        .map(line -> line + "\n")
        .timeout(STALLED)
        .switchOnFirst((first, lines) -> {
          var failure = first.getThrowable();
          return failure == null
              ? send(lines, response)
              : troubled(failure).flatMap(answer -> answer.send(response));
        });
  }

  private static Mono<Void> send(Flux<String> lines, HttpServerResponse response) {
    return Answer.headed(response.status(HttpResponseStatus.OK), "application/jsonl")
        .header(HttpHeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"calls.jsonl\"")
        .sendString(lines)
        .then();
  }
}
