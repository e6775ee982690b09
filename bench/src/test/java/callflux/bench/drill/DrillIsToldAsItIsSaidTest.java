package callflux.bench.drill;

import static org.assertj.core.api.Assertions.assertThat;

import callflux.bench.drill.Findings.Count;
import callflux.gateway.Companion;
import callflux.gateway.Gateway;
import callflux.gateway.GatewayConfig;
import callflux.gateway.archive.Content;
import callflux.gateway.archive.Content.AgentSpoke;
import callflux.gateway.archive.Content.Began;
import callflux.gateway.archive.Content.CallerSpoke;
import callflux.gateway.archive.Content.Ended;
import callflux.gateway.archive.Content.Gap;
import callflux.gateway.archive.Entry;
import callflux.gateway.archive.Timings;
import callflux.gateway.archive.TokenCount;
import callflux.gateway.call.Call;
import callflux.gateway.call.CallListener;
import callflux.gateway.call.CallSummary;
import callflux.gateway.call.Said;
import callflux.gateway.call.Termination;
import callflux.gateway.simulator.ScriptedBrain;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What a drill's model says is what the gateway tells of its calls, if nothing is killed.
class DrillIsToldAsItIsSaidTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  @Timeout(60)
  void allOfIt() throws Exception {
    var witness = new Witness();
    var listener = new Listener();
    try (var model = TurnModel.start(witness)) {
      var drilled = new DrilledGateway(folder, model.url(), "postgres://nobody:none@127.0.0.1:9/x");
      var gateway = start(drilled, listener);
      List<Told> told;
      try {
        told = call(new Lines(drilled.line(), witness), witness);
      } finally {
        gateway.stop().block(PATIENCE);
      }

      var findings = new Audit(List.of(), Duration.ZERO).check(told, listener.entries());

      assertThat(told.stream().flatMap(call -> call.turns().stream()))
          .allSatisfy(
              turn -> assertThat(turn.toldAt()).isStrictlyBetween(turn.begunAt(), Turn.NEVER));
      assertThat(findings.examples()).isEmpty();
      assertThat(findings.counted(Count.CALLS)).isGreaterThanOrEqualTo(20);
      assertThat(findings.counted(Count.KEPT)).isEqualTo(findings.counted(Count.TURNS));
    }
  }

  private static List<Told> call(Lines lines, Witness witness) throws Exception {
    var calling = lines.busy(10).toFuture();
    Objects.requireNonNull(
        Mono.fromSupplier(witness::calls)
            .filter(calls -> calls >= 20)
            .repeatWhenEmpty(times -> times.delayElements(Duration.ofMillis(100)))
            .block(PATIENCE));
    lines.close();
    return calling.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).stream()
        .map(call -> call.told(witness))
        .toList();
  }

  private static Gateway start(DrilledGateway drilled, CallListener listener) throws Exception {
    var config = GatewayConfig.read(drilled.environment(), false);
    return Objects.requireNonNull(
        Gateway.start(config, Flux.empty(), new ScriptedBrain(), Companion.listening(listener))
            .block(PATIENCE));
  }

  /// Writes down what it is told, each in its place.
  private static final class Listener implements CallListener {
    private final Map<String, Notes> calls = new ConcurrentHashMap<>();

    private static final class Notes {
      private final List<String> order = new ArrayList<>();
      private final List<Content> contents = new ArrayList<>();
    }

    @Override
    public boolean wantsWords(Call call) {
      return true;
    }

    @Override
    public void answered(Call call) {
      calls.put(call.callSid(), new Notes());
      write(call, new Began("", "", "", "", "", ""));
    }

    @Override
    public void said(Call call, Said said) {
      switch (said) {
        case Said.Turn turn -> place(call, turn.itemId(), turn.after());
        case Said.Whole(var item, var words) when item.startsWith("u") ->
            write(call, new CallerSpoke(item, words));
        case Said.Unknown(var item) -> write(call, new Gap(item, Gap.Cause.NOT_TRANSCRIBED));
        case Said.Heard(var item, var heard, var unheard) ->
            write(call, new AgentSpoke(item, heard, unheard));
        default -> {
          // Nothing that is kept.
        }
      }
    }

    @Override
    public void ended(Call call, Termination termination, CallSummary summary) {
      var none = new TokenCount(0, 0, 0, 0, 0);
      write(call, new Ended(termination, summary, 0, none, Timings.NONE));
    }

    private void place(Call call, String item, @Nullable String after) {
      var notes = notes(call);
      synchronized (notes) {
        notes.order.add(notes.order.indexOf(after) + 1, item);
      }
    }

    private void write(Call call, Content content) {
      var notes = notes(call);
      synchronized (notes) {
        notes.contents.add(content);
      }
    }

    private Notes notes(Call call) {
      return Objects.requireNonNull(calls.get(call.callSid()));
    }

    List<Entry> entries() {
      var entries = new ArrayList<Entry>();
      calls.forEach((callSid, notes) -> {
        synchronized (notes) {
          for (int seq = 0; seq < notes.contents.size(); seq++) {
            var content = notes.contents.get(seq);
            int place = notes.order.indexOf(content.item());
            entries.add(new Entry(callSid, seq, place, Instant.EPOCH, content));
          }
        }
      });
      return entries;
    }
  }
}
