package callflux.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.codec.audio.AudioFormat;
import callflux.codec.audio.MediaFrame;
import callflux.codec.realtime.Dialect;
import callflux.codec.twilio.TwilioMessage.Inbound;
import callflux.codec.twilio.TwilioMessage.Outbound;
import callflux.gateway.agent.NumberPlan;
import callflux.gateway.config.Secret;
import callflux.gateway.realtime.Access;
import callflux.gateway.realtime.Endpoint;
import callflux.gateway.realtime.RealtimeClient;
import callflux.gateway.realtime.RealtimeConfig;
import callflux.gateway.realtime.RealtimeConfig.BreakerSettings;
import callflux.gateway.realtime.RealtimeConfig.Patience;
import callflux.gateway.simulator.Brain;
import callflux.gateway.simulator.Brain.Reply;
import callflux.gateway.simulator.SessionJournal;
import callflux.gateway.simulator.SessionObserver;
import callflux.gateway.simulator.SimulatorConfig;
import callflux.gateway.simulator.SimulatorServer;
import callflux.gateway.tool.HttpTools;
import callflux.gateway.tool.ToolsConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/// Functions as a server that knows the protocol calls them, done by an endpoint on a real socket.
class FunctionsOverASocketTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String DONE = "{\"ok\":true}";

  private final LoopResources loops = LoopResources.create("functions", 2, true);
  private final List<Brain.Turn> turns = new CopyOnWriteArrayList<>();
  private final List<String> askedBy = new CopyOnWriteArrayList<>();
  private final Sinks.Empty<Void> asked = Sinks.empty();
  private final Sinks.Empty<Void> released = Sinks.empty();
  private final Sinks.Empty<Void> taken = Sinks.empty();
  private final SessionObserver watch =
      new SessionObserver() {
        @Override
        public void received(SessionJournal session, String type) {
          if (type.equals("conversation.item.create")) {
            taken.tryEmitEmpty();
          }
        }
      };
  private final SimulatorServer simulator =
      Objects.requireNonNull(
          SimulatorServer.start(SimulatorConfig.local().withBrain(this::answer).withObserver(watch))
              .block(PATIENCE));
  private final DisposableServer endpoint =
      HttpServer.create()
          .host("127.0.0.1")
          .port(0)
          .route(routes ->
              routes.post(
                  "/book",
                  (request, response) -> {
                    askedBy.add(String.valueOf(request.requestHeaders().get("Callflux-Call")));
                    asked.tryEmitEmpty();
                    return released.asMono().then(response.sendString(Mono.just(DONE)).then());
                  }))
          .bindNow();
  private final HttpTools tools = new HttpTools(new ToolsConfig(false, true), loops);
  private int functions = 1;

  /// Calls what there is to be called, and then says something of it.
  private Reply answer(Brain.Turn turn) {
    turns.add(turn);
    Brain.Output call = new Brain.Call("book", "{}");
    return turn.toolOutputs().isEmpty() && turn.callerTurns() == 0
        ? new Reply(Collections.nCopies(functions, call))
        : Reply.words("It is booked.");
  }

  @BeforeAll
  static void loadWhatIsReadFromFiles() {
    Clip.load();
  }

  @AfterEach
  void stop() {
    simulator.dispose();
    endpoint.disposeNow(PATIENCE);
    loops.disposeLater(Duration.ZERO, Duration.ofSeconds(2)).block(PATIENCE);
  }

  @Test
  void twentyCallsWithThreeEachAreAnsweredOnce() {
    functions = 3;
    released.tryEmitEmpty();
    var phones =
        Flux.range(0, 20)
            .map(i -> new Phone("CA" + i))
            .flatMap(phone -> phone.places().thenReturn(phone), 20)
            .collectList()
            .block(PATIENCE);

    assertThat(phones)
        .hasSize(20)
        .allSatisfy(phone -> {
          assertThat(phone.results()).containsExactly(ToolResult.OK, ToolResult.OK, ToolResult.OK);
          assertThat(phone.events).noneMatch(CallEvent.ErrorReported.class::isInstance);
          assertThat(askedBy).filteredOn(phone.sid::equals).hasSize(3);
        });
    assertThat(turns).hasSize(40);
    assertThat(turns)
        .filteredOn(turn -> !turn.toolOutputs().isEmpty())
        .hasSize(20)
        .allMatch(turn -> turn.toolOutputs().equals(List.of(DONE, DONE, DONE)));
  }

  @Test
  void resultIsToldOnceThoughTheCallerSpeaksMeanwhile() {
    var phone = new Phone("CA1");
    var call = phone.places().toFuture();
    asked.asMono().block(PATIENCE);
    phone.speaks();
    phone.spoke.asMono().block(PATIENCE);
    released.tryEmitEmpty();
    taken.asMono().block(PATIENCE);
    phone.pauses();
    call.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();

    assertThat(turns)
        .filteredOn(turn -> !turn.toolOutputs().isEmpty())
        .singleElement()
        .satisfies(turn -> {
          assertThat(turn.callerTurns()).isEqualTo(1);
          assertThat(turn.toolOutputs()).containsExactly(DONE);
        });
    assertThat(phone.events).noneMatch(CallEvent.ErrorReported.class::isInstance);
  }

  private RealtimeClient client() {
    var config =
        new RealtimeConfig(
            new Endpoint(simulator.url(), "simulator", "model", Map.of()),
            Access.bearer(new Secret("local")),
            Dialect.GA,
            Patience.DEFAULTS,
            BreakerSettings.DEFAULTS);
    return new RealtimeClient(config, loops, new SimpleMeterRegistry());
  }

  /// Hears everything at once, and hangs up when it hears what came of a function.
  private final class Phone implements Leg<Inbound, Outbound> {
    private final String sid;
    private final List<CallEvent> events = new CopyOnWriteArrayList<>();
    private final Sinks.Empty<Void> spoke = Sinks.empty();
    private final Sinks.Many<Inbound> said = Sinks.many().unicast().onBackpressureBuffer();
    private long timestamp;

    Phone(String sid) {
      this.sid = sid;
    }

    Mono<Termination> places() {
      tools.own(URI.create("http://127.0.0.1:" + endpoint.port()));
      var agent = ScriptedCall.tooled();
      var call = new Call(sid, "AC", "+1", "+2", new NumberPlan("+2", agent));
      var tally = new Tally(call, List.of(new Ears()), System::nanoTime);
      return client()
          .dial(agent)
          .flatMap(model ->
              new CallBridge(
                      this,
                      model,
                      AudioFormat.PCMU,
                      call,
                      new Toolbox(tools, call, tally),
                      tally,
                      new Orders(Mono.never(), Mono.never()))
                  .run());
    }

    List<ToolResult> results() {
      return events.stream()
          .filter(CallEvent.ToolAnswered.class::isInstance)
          .map(event -> ((CallEvent.ToolAnswered) event).result())
          .toList();
    }

    void speaks() {
      says((byte) 0x10, (byte) 0x90, 25);
    }

    void pauses() {
      says((byte) 0xFF, (byte) 0xFF, 50);
    }

    private void says(byte high, byte low, int frames) {
      for (int frame = 0; frame < frames; frame++) {
        var audio = new byte[160];
        for (int i = 0; i < audio.length; i += 20) {
          Arrays.fill(audio, i, i + 20, i / 20 % 2 == 0 ? high : low);
        }
        var voice = MediaFrame.ofAudio(AudioFormat.PCMU, audio);
        said.tryEmitNext(new Inbound.Media("MZ", "inbound", timestamp, voice)).orThrow();
        timestamp += 20;
      }
    }

    @Override
    public Flux<Inbound> receive() {
      return said.asFlux();
    }

    @Override
    public Mono<Void> send(Flux<Outbound> messages) {
      return messages
          .doOnNext(message -> {
            if (message instanceof Outbound.Mark(var name)) {
              said.tryEmitNext(isAnswered(turns) ? new Inbound.Stop(sid) : new Inbound.Mark(name));
            }
          })
          .then();
    }

    private static boolean isAnswered(List<Brain.Turn> turns) {
      return turns.stream().anyMatch(turn -> !turn.toolOutputs().isEmpty());
    }

    @Override
    public Mono<Void> close(int code, String reason) {
      return Mono.empty();
    }

    private final class Ears implements CallListener {
      @Override
      public void happened(Call call, CallEvent event) {
        events.add(event);
        if (event instanceof CallEvent.CallerSpoke) {
          spoke.tryEmitEmpty();
        }
      }
    }
  }
}
