package callflux.gateway.twilio;

import callflux.codec.audio.AudioFormat;
import callflux.gateway.agent.AgentDirectory;
import callflux.gateway.call.Calls;
import callflux.gateway.http.RequestRefused;
import callflux.gateway.stream.MediaSocket;
import callflux.gateway.stream.StreamLimits;
import callflux.gateway.stream.StreamMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.function.Consumer;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerRoutes;

/// Everything that Twilio asks the gateway for.
public final class TwilioRoutes implements Consumer<HttpServerRoutes> {
  private static final String SIDE = "callflux.twilio";

  private final VoiceWebhook voice;
  private final StatusWebhook status;
  private final MediaStreamSocket media;

  /// @param agents who answers which number just now
  public TwilioRoutes(
      TwilioConfig config, Calls calls, Supplier<AgentDirectory> agents, MeterRegistry registry) {
    this(config, calls, agents, registry, StreamLimits.production());
  }

  TwilioRoutes(
      TwilioConfig config,
      Calls calls,
      Supplier<AgentDirectory> agents,
      MeterRegistry registry,
      StreamLimits limits) {
    var meters = new TwilioMeters(registry);
    var complaints = new Complaints(meters);
    var signatures = new SignatureCheck(config, complaints);
    var forms = new SignedForms(config, signatures, complaints);
    voice = new VoiceWebhook(forms, calls, agents, new VoiceAnswers(config), meters);
    status = new StatusWebhook(forms, calls, meters);
    var terms = new MediaSocket.Terms(AudioFormat.PCMU, config::isOurs);
    var socket = new MediaSocket(calls, limits, terms, new StreamMeters(registry, SIDE));
    media = new MediaStreamSocket(config, signatures, calls, complaints, socket);
  }

  /// Adds the webhooks and the media socket to a server's routes.
  @Override
  public void accept(HttpServerRoutes routes) {
    routes
        .post(VoiceWebhook.PATH, (request, response) -> twiml(response, voice.incoming(request)))
        .post(VoiceWebhook.ALIAS, (request, response) -> twiml(response, voice.incoming(request)))
        .post(
            VoiceWebhook.AFTER_STREAM,
            (request, response) -> twiml(response, voice.afterStream(request)))
        .post(
            StatusWebhook.PATH,
            (request, response) ->
                answer(
                    response,
                    status.told(request).then(Mono.defer(() -> response.status(204).send()))))
        .get(
            MediaStreamSocket.PATH + "{" + MediaStreamSocket.NONCE + "}",
            (request, response) -> answer(response, media.open(request, response)));
  }

  private static Mono<Void> twiml(HttpServerResponse response, Mono<String> document) {
    return answer(
        response,
        document.flatMap(text ->
            response
                .header(HttpHeaderNames.CONTENT_TYPE, "text/xml; charset=utf-8")
                .sendString(Mono.just(text))
                .then()));
  }

  private static Mono<Void> answer(HttpServerResponse response, Mono<Void> answer) {
    return answer.onErrorResume(RequestRefused.class, refused -> refused.refusal().send(response));
  }
}
