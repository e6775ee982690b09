package callflux.gateway.ops;

import callflux.gateway.call.Call;
import callflux.gateway.call.Termination;
import callflux.gateway.call.Termination.Result;
import callflux.gateway.call.ToolResult;
import callflux.gateway.ops.CallRecording.Turn;
import callflux.gateway.ops.CallRecording.Whole;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Makes spans of calls that are over and sends them to a collector, on threads of its own. What
/// the collector does not take in time is dropped and counted.
final class TraceExport {
  /// Calls that may wait to be made spans of.
  private static final int CALLS = 1_024;

  /// Spans that may wait to be sent.
  private static final int SPANS = 8_192;

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final double NANOS_A_MILLI = 1e6;

  private final String endpoint;
  private final Counter dropped;
  private final Scheduler scheduler =
      Schedulers.newBoundedElastic(1, CALLS, "callflux-traces", 60, true);

  /// Made, used and shut down on the scheduler's one thread.
  private @Nullable SdkTracerProvider provider;

  TraceExport(URI endpoint, MeterRegistry registry) {
    this.endpoint = endpoint.toString().replaceFirst("/+$", "") + "/v1/traces";
    this.dropped =
        Counter.builder("callflux.traces.dropped")
            .description("Calls of which no trace was made, because too many waited")
            .register(registry);
  }

  void send(Call call, Termination termination, Whole whole) {
    try {
      scheduler.schedule(() -> record(call, termination, whole));
    } catch (RejectedExecutionException _) {
      dropped.increment();
    }
  }

  /// Sends what waits, within five seconds, and nothing more.
  Mono<Void> close() {
    return Mono.<Void>fromRunnable(this::shutDown)
        .subscribeOn(scheduler)
        .then(scheduler.disposeGracefully());
  }

  private void shutDown() {
    if (provider != null) {
      provider.shutdown().join(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private void record(Call call, Termination termination, Whole whole) {
    var tracer = tracer();
    var span =
        tracer
            .spanBuilder("call")
            .setNoParent()
            .setSpanKind(SpanKind.SERVER)
            .setStartTimestamp(whole.from())
            .setAttribute("callflux.call", call.callSid())
            .setAttribute("callflux.agent", call.agent().name())
            .setAttribute("callflux.number", call.plan().label())
            .setAttribute("callflux.result", termination.result().label())
            .setAttribute("callflux.reason", termination.label())
            .setAttribute("callflux.turns", whole.turns().size())
            .startSpan();
    millis(span, "callflux.setup_ms", whole.toSession());
    millis(span, "callflux.first_audio_ms", whole.firstAudio());
    tokens(span, whole.tokens());
    var within = Context.root().with(span);
    whole.turns().forEach(turn -> record(tracer, within, turn));
    whole.tools().forEach(ran -> record(tracer, within, ran));
    if (termination.result() != Result.SUCCESS) {
      span.setStatus(StatusCode.ERROR, termination.label());
    }
    span.end(whole.to());
  }

  private static void record(Tracer tracer, Context within, Turn turn) {
    var span =
        tracer
            .spanBuilder("turn")
            .setParent(within)
            .setStartTimestamp(turn.from())
            .setAttribute("callflux.barge_in", turn.bargeIn())
            .startSpan();
    millis(span, "callflux.voice_to_voice_ms", turn.voiceToVoice());
    millis(span, "callflux.gateway_share_ms", turn.share());
    tokens(span, turn.tokens());
    span.end(turn.to());
  }

  private static void record(Tracer tracer, Context within, CallRecording.Ran ran) {
    var span =
        tracer
            .spanBuilder("tool")
            .setParent(within)
            .setStartTimestamp(ran.from())
            .setAttribute("callflux.tool", ran.tool())
            .setAttribute("callflux.result", ran.result().label())
            .startSpan();
    if (ran.result() != ToolResult.OK) {
      span.setStatus(StatusCode.ERROR, ran.result().label());
    }
    span.end(ran.to());
  }

  private static void tokens(Span span, CallRecording.Tokens tokens) {
    span.setAttribute("callflux.tokens.input", tokens.input());
    span.setAttribute("callflux.tokens.cached", tokens.cached());
    span.setAttribute("callflux.tokens.output", tokens.output());
  }

  private static void millis(Span span, String key, @Nullable Duration time) {
    if (time != null) {
      span.setAttribute(key, time.toNanos() / NANOS_A_MILLI);
    }
  }

  private Tracer tracer() {
    var made = provider == null ? provider() : provider;
    provider = made;
    return made.get("callflux");
  }

  private SdkTracerProvider provider() {
    TraceComplaints.toLog();
    var exporter = OtlpHttpSpanExporter.builder().setEndpoint(endpoint).setTimeout(PATIENCE);
    var batches = BatchSpanProcessor.builder(exporter.build()).setMaxQueueSize(SPANS);
    var resource = Resource.create(Attributes.builder().put("service.name", "callflux").build());
    return SdkTracerProvider.builder()
        .setResource(resource)
        .addSpanProcessor(batches.build())
        .build();
  }
}
